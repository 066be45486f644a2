using System.CommandLine;
using System.Globalization;
using Ctre.Cli.Options;
using Ctre.Data;

namespace Ctre.Cli.Comparison;

/// <summary>What a comparison spans besides its data: methods, densities, seeds, and how long each trains.</summary>
internal sealed class CompareOptions
{
    /// <summary>The options of a recipe that these replace.</summary>
    public static readonly IReadOnlyList<string> Replaced = ["--method", "--epsilon", "--density", "--sparsity", "--seed"];

    private const int MostSeeds = 1000, MostJobs = 256;

    private readonly Option<string> methods = Text("--methods", "a,b,…", "the methods. Default all.");
    private readonly Option<string> epsilon = Text("--epsilon", "x,y,…", "values of ε, above 0. Default 1.");
    private readonly Option<string> density = Text("--density", "x,y,…", "instead of ε, densities of the whole network, in (0, 1]");
    private readonly Option<string> sparsity = Text("--sparsity", "x,y,…", "instead of ε, values of 1 − density, in [0, 1)");
    private readonly Option<string> seeds = Text("--seeds", "a..b,c", "the seeds; 0..4 are five. Default 0..2.");
    private readonly Option<string> epochsFor = Text(
        "--epochs-for", "name=n,…",
        "fewer epochs for a data set, a method or one on the other: mnist=40,dense=20,mnist/dense=10. "
        + "They never add to --epochs; of several that apply the smallest counts.");

    private readonly Option<string> tuneEpochsFor = Text("--tune-epochs-for", "name=n,…", "still fewer epochs for the trials of --tune");

    private readonly IntegerOption jobs = new(
        "--jobs", "runs side by side, each on one thread", new Interval(1, MostJobs), "Default one per processor.");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[methods, epsilon, density, sparsity, seeds, epochsFor, tuneEpochsFor, jobs])
            command.Add(option);
    }

    /// <exception cref="InputException">There is no such method, or one is named twice.</exception>
    public IReadOnlyList<string> ReadMethods(ParseResult parse)
    {
        string[] known = [.. Methods.All.Select(method => method.Name)];
        if (parse.GetValue(methods) is not { } text) return known;
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        return Distinct("--methods", text, [.. names.Select(name =>
            known.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new InputException(
                $"--methods {text}: there is no method {name}{Suggestion.For(name, known)} "
                + $"The methods are {EnglishList.Join(known, "and")}."))]);
    }

    /// <summary>One change of a recipe for each ε or density; one that changes nothing if the user named neither.</summary>
    /// <exception cref="InputException">A value is not allowed, or two options exclude each other.</exception>
    public IReadOnlyList<Func<Recipe, Recipe>> ReadConnectivities(ParseResult parse)
    {
        string[] given = [.. new[] { epsilon, density, sparsity }.Select(parse.NameOf).OfType<string>()];
        if (given.Length > 1) throw new InputException($"{string.Join(" and ", given)} exclude each other: give one of them.");
        if (given.Length == 0) return [recipe => recipe];
        return [.. ((Option<string>[])[epsilon, density, sparsity]).SelectMany(option => Read(parse, option))];
    }

    /// <exception cref="InputException">The list is not a list of seeds.</exception>
    public IReadOnlyList<long> ReadSeeds(ParseResult parse)
    {
        string text = parse.GetValue(seeds) ?? "0..2";
        var list = new List<long>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split("..");
            if (ends.Length > 2 || !Whole(ends[0], out long first) || !Whole(ends[^1], out long last) || last < first)
                throw new InputException($"--seeds {text}: must be integers and ranges, such as 0..4 or 1,2,10..12.");
            if (last - first >= MostSeeds || list.Count + (last - first) >= MostSeeds)
                throw new InputException($"--seeds {text}: these are more than {MostSeeds}.");
            for (long seed = first; seed <= last; seed++) list.Add(seed);
        }

        return Distinct("--seeds", text, list);
    }

    /// <summary>What shortens the runs of some methods or data sets.</summary>
    /// <exception cref="InputException">The list names neither a method nor a data set, or a number is not allowed.</exception>
    public Func<string, Recipe, Recipe> ReadEpochs(ParseResult parse, IReadOnlyList<string> dataNames) =>
        Shortened(parse, epochsFor, dataNames);

    /// <summary>What shortens the trials of a search further.</summary>
    /// <exception cref="InputException">The list names neither a method nor a data set, or a number is not allowed.</exception>
    public Func<string, Recipe, Recipe> ReadTrialEpochs(ParseResult parse, IReadOnlyList<string> dataNames) =>
        Shortened(parse, tuneEpochsFor, dataNames);

    /// <summary>The name of an option that only a search uses, if the user gave it.</summary>
    public string? GivenForTrials(ParseResult parse) => parse.NameOf(tuneEpochsFor);

    /// <exception cref="InputException">The number is not allowed.</exception>
    public int ReadJobs(ParseResult parse) => jobs.Read(parse) ?? Math.Clamp(Environment.ProcessorCount, 1, MostJobs);

    private static Option<string> Text(string name, string placeholder, string help) =>
        new(name) { Description = help, HelpName = placeholder };

    private static bool Whole(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static IEnumerable<Func<Recipe, Recipe>> Read(ParseResult parse, Option<string> option)
    {
        if (parse.GetValue(option) is not { } text) return [];
        RecipeField field = RecipeFields.Find(option.Name);
        var values = new List<(double, double?)>();
        string[] parts = text.Split(',');
        foreach (string part in parts)
        {
            try
            {
                Recipe tried = field.FromText(Recipe.Default, part);
                values.Add((tried.Epsilon, tried.Density));
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException)
            {
                throw new InputException($"{option.Name} {text}: '{part}' must be {field.Kind}{field.Allowed}.", exception);
            }
        }

        Distinct(option.Name, text, values);
        return parts.Select(part => (Func<Recipe, Recipe>)(recipe => field.FromText(recipe, part)));
    }

    private static Func<string, Recipe, Recipe> Shortened(ParseResult parse, Option<string> option, IReadOnlyList<string> dataNames)
    {
        if (parse.GetValue(option) is not { } text) return (_, recipe) => recipe;
        string[] methodNames = [.. Methods.All.Select(method => method.Name)], sets = [.. dataNames, .. DataSource.KnownNames];
        var most = new Dictionary<string, int>();
        foreach (string part in text.Split(','))
        {
            string[] sides = part.Split('=');
            if (sides.Length != 2 || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int epochs) || epochs < 1)
                throw new InputException($"{option.Name} {text}: '{part}' must be name=n, n 1 or more.");
            string name = sides[0];
            int slash = name.LastIndexOf('/');
            string method = name[(slash + 1)..], set = slash < 0 ? name : name[..slash];
            if (!sets.Contains(set) && !methodNames.Contains(set))
            {
                throw new InputException(
                    $"{option.Name} {text}: {set} is neither a data set nor a method{Suggestion.For(set, sets.Concat(methodNames))}");
            }

            if (set != name && !methodNames.Contains(method))
                throw new InputException($"{option.Name} {text}: {method} is not a method{Suggestion.For(method, methodNames)}");
            most[name] = epochs;
        }

        return (set, recipe) => recipe with
        {
            Epochs = ((string[])[set, recipe.Method, $"{set}/{recipe.Method}"]).Select(name => most.GetValueOrDefault(name, recipe.Epochs))
                .Append(recipe.Epochs).Min(),
        };
    }

    private static List<T> Distinct<T>(string name, string text, List<T> values) => values.Distinct().Count() == values.Count
        ? values
        : throw new InputException($"{name} {text}: {values.GroupBy(value => value).First(same => same.Count() > 1).Key} is given twice.");
}

/// <summary>Whose settings a comparison uses.</summary>
internal enum SettingsSource
{
    /// <summary>The user's: a preset and options, the same for every method.</summary>
    Own,

    /// <summary>The CTRE paper's, for every method.</summary>
    Paper,

    /// <summary>For each method those that suit it best, as <see cref="Tuning"/> found them.</summary>
    Tuned,
}
