using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ctre.Kernels;
using static Ctre.Cli.Options.RecipeOption;

namespace Ctre.Cli.Options;

/// <summary>Every option that shapes a recipe: presets set defaults, explicit options win.</summary>
internal sealed class RecipeOptions
{
    private readonly RecipeOption
        epsilon = Number("--epsilon", "ε of the Erdős–Rényi topology: ε (inputs + outputs) connections per layer", "above 0",
            r => r.Epsilon, (r, v) => r with { Epsilon = v, Density = null }),
        density = Number("--density", "connections per place of the whole network, instead of ε", "in (0, 1]",
            r => r.Density, (r, v) => r with { Density = v }),
        sparsity = Number("--sparsity", "1 − density, instead of ε", "in [0, 1)",
            _ => null, (r, v) => r with { Density = v is >= 0 and < 1 ? (double)(1 - (decimal)v) : double.NaN }),
        distribution = Special("--distribution", "word", "how connections are spread over the layers",
            "er, uniform, or one density in (0, 1] per layer: D1,D2,…", r => EnumNames<DistributionKind>.Of(r.Distribution), Distribute),
        scale = Word("--scale", "scaling of the features; by default what suits the data", r => r.Scale, (r, v) => r with { Scale = v });

    private readonly Option<string> preset = new("--preset")
    {
        Description =
            "the settings that other options start from; default (best measured) or ctre-paper (the CTRE paper's). Default default.",
        HelpName = "word",
    };

    private readonly RecipeOption[] all;

    public RecipeOptions() => all =
    [
        Special("--method", "word", "the sparse-training method", EnglishList.Join(MethodNames, "or"), r => r.Method, UseMethod),
        Special("--hidden", "n,n,…", "neurons of each hidden layer", "1 to 10000000 each, or none for a linear classifier",
            r => string.Join(',', r.Hidden),
            (r, text) => r with { Hidden = text == "none" ? [] : [.. text.Split(',').Select(OptionValue.Whole)] }),
        epsilon, density, sparsity, distribution,
        Number("--zeta --drop-fraction", "ζ, share of a layer's connections replaced per update", "in [0, 1)",
            r => r.Zeta, (r, v) => r with { Zeta = v }),
        Word("--zeta-schedule", "how ζ falls over the run", r => r.ZetaSchedule, (r, v) => r with { ZetaSchedule = v }),
        Whole("--update-every", "epochs from one update of the topology to the next", "1 or more",
            r => r.UpdateEvery, (r, v) => r with { UpdateEvery = v }),
        Number("--update-until", "share of the run after which the topology stays (by default 0.75 with rigl, gse, gmp and granet)", "in [0, 1]",
            r => r.UpdateUntil, (r, v) => r with { UpdateUntil = v }),
        Whole("--switch-patience", "ctre-seq: epochs without a rise of validation accuracy before it grows at random", "1 or more",
            r => r.SwitchPatience, (r, v) => r with { SwitchPatience = v }),
        Whole("--wiring-rounds", "rewirings by similarity before the first epoch, on a silent network", "0 or more",
            r => r.WiringRounds, (r, v) => r with { WiringRounds = v }),
        Word("--similarity", "how the most similar pairs are found: on sketches of sampled rows, or all pairs on all rows",
            r => r.Similarity, (r, v) => r with { Similarity = v }),
        Special("--similarity-rows", "n|all|auto",
            "training rows on which similarity or gradients are computed; auto: 1024, 512 for gradients, all if --similarity is exact",
            "2 or more, all, or auto", r => r.SimilarityRows?.ToString(CultureInfo.InvariantCulture) ?? "all", UseSimilarityRows),
        Word("--grow-init", "weight of a grown connection", r => r.GrowInit, (r, v) => r with { GrowInit = v }),
        Word("--weight-init", "how initial weights are drawn", r => r.WeightInit, (r, v) => r with { WeightInit = v }),
        Special(
            "--activation", "word", "activation of the hidden layers", EnglishList.Join([.. Activations.All.Select(f => f.Name)], "or"),
            r => r.Activation, (r, text) => r with { Activation = text }),
        Whole("--epochs", "passes over the training rows", "1 or more", r => r.Epochs, (r, v) => r with { Epochs = v }),
        Whole("--batch-size", "rows per step", "1 to 65536", r => r.BatchSize, (r, v) => r with { BatchSize = v }),
        Number("--lr --learning-rate", "learning rate (by default 0.01 with adam)", "above 0 and at most 1000000",
            r => r.LearningRate, (r, v) => r with { LearningRate = v }),
        Word("--lr-schedule", "how the learning rate falls", r => r.LearningRateSchedule, (r, v) => r with { LearningRateSchedule = v }),
        Word("--optimizer", "the optimizer", r => r.Optimizer, (r, v) => r with { Optimizer = v }),
        Number("--momentum", "momentum of SGD", "in [0, 1)", r => r.Momentum, (r, v) => r with { Momentum = v }),
        Special("--nesterov", "true|false", "whether momentum looks ahead", "true or false", r => r.Nesterov ? "true" : "false",
            (r, text) => r with { Nesterov = bool.Parse(text) }),
        Number("--weight-decay", "decay of the weights", "in [0, 1]", r => r.WeightDecay, (r, v) => r with { WeightDecay = v }),
        Number("--dropout", "share of hidden neurons silenced per sample", "in [0, 1)", r => r.Dropout, (r, v) => r with { Dropout = v }),
        Word("--class-weight", "how much a row counts; balanced: rows of rare classes more, so that every class counts the same, and the best "
            + "epoch is chosen by balanced accuracy", r => r.ClassWeight, (r, v) => r with { ClassWeight = v }),
        Number("--validation-fraction", "share of the training rows held out to choose the best epoch", "in (0, 1)",
            r => r.ValidationFraction, (r, v) => r with { ValidationFraction = v }),
        scale,
        Special("--seed", "n", "seed of all random numbers", "a whole number", r => r.Seed.ToString(CultureInfo.InvariantCulture),
            (r, text) => r with { Seed = long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) }),
    ];

    private static IReadOnlyList<string> MethodNames => [.. Methods.All.Select(method => method.Name)];

    public IEnumerable<Option> Options => all.Select(option => (Option)option.Option).Append(preset);

    /// <summary>The name by which the user chose a preset; null if none is chosen.</summary>
    public string? GivenPreset(ParseResult parse) => parse.NameOf(preset);

    /// <summary>Whether the user chose the scaling.</summary>
    public bool ChoosesScale(ParseResult parse) => scale.Given(parse) is not null;

    /// <summary>The recipe that the command line asks for.</summary>
    /// <exception cref="InputException">A value is not allowed, or two options contradict each other.</exception>
    public Recipe Read(ParseResult parse)
    {
        RefuseTogether(parse, epsilon, density, sparsity);
        Recipe start = parse.GetValue(preset) switch
        {
            null or "default" => Recipe.Default,
            "ctre-paper" => Recipe.CtrePaper,
            string other => throw new InputException($"--preset {other}: must be default or ctre-paper."),
        };
        return Apply(start, parse);
    }

    /// <summary>Makes sure that the command line asks for nothing that a run was not begun with; it need not repeat everything.</summary>
    /// <exception cref="InputException">It asks for something else; the message says what.</exception>
    public void RequireSame(ParseResult parse, Recipe run)
    {
        Recipe whole = Read(parse);
        if (!ChoosesScale(parse)) whole = whole with { Scale = run.Scale };
        if (Difference(whole, run) is not { } ofWhole) return;
        // Only some options are repeated.
        string? difference = GivenPreset(parse) is null ? Difference(all.Aggregate(run, (recipe, option) => option.Apply(recipe, parse)), run) : ofWhole;
        if (difference is not null)
            throw new InputException($"the run was begun with other options: {difference}; leave the option out, or begin another run.");
    }

    /// <summary>What is different between what is asked for now and a run; null if nothing is.</summary>
    private static string? Difference(Recipe now, Recipe run)
    {
        JsonObject there = RecipeJson.ToJson(run);
        return RecipeJson.ToJson(now).Where(entry => entry.Value?.ToJsonString() != there[entry.Key]?.ToJsonString())
            .Select(entry => $"{entry.Key} is {entry.Value?.ToJsonString() ?? "not set"} now and was {there[entry.Key]?.ToJsonString() ?? "not set"}")
            .FirstOrDefault();
    }

    /// <summary>The recipe with what the command line asks for; its preset plays no role.</summary>
    /// <exception cref="InputException">A value is not allowed.</exception>
    public Recipe Apply(Recipe start, ParseResult parse)
    {
        Recipe recipe = all.Aggregate(start, (recipe, option) => option.Apply(recipe, parse));
        if (recipe.Distribution == DistributionKind.List && epsilon.Given(parse) is not null)
            throw new InputException(
                "--epsilon and --distribution with densities exclude each other: the list says how dense each layer is.");
        return recipe;
    }

    /// <summary>The recipe with options given as words: <c>--zeta 0.5 --batch-size 50</c>.</summary>
    /// <exception cref="InputException">There is no such option of a recipe, or its value is not allowed.</exception>
    public Recipe Apply(Recipe start, string words)
    {
        string[] parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length % 2 != 0) throw new InputException($"'{words}': options and values must alternate.");
        return parts.Chunk(2).Aggregate(start, (recipe, pair) =>
            all.FirstOrDefault(option => option.Option.Name == pair[0]) is { } known
                ? known.Apply(recipe, pair[0], pair[1])
                : throw new InputException($"'{words}': {pair[0]} is no option of a recipe."));
    }

    private static void RefuseTogether(ParseResult parse, params RecipeOption[] options)
    {
        string[] given = [.. options.Select(option => option.Given(parse)).OfType<string>()];
        if (given.Length > 1) throw new InputException($"{string.Join(" and ", given)} exclude each other: give one of them.");
    }

    private static Recipe UseMethod(Recipe recipe, string name) => Methods.Find(name) is not null
        ? recipe with { Method = name }
        : throw new InputException(
            $"--method {name}: there is no such method{Suggestion.For(name, MethodNames)} "
            + $"The methods are {EnglishList.Join(MethodNames, "and")}.");

    private static Recipe UseSimilarityRows(Recipe recipe, string text) => text switch
    {
        "auto" => recipe,
        "all" => recipe with { SimilarityRows = null },
        _ => recipe with { SimilarityRows = OptionValue.Whole(text) },
    };

    private static Recipe Distribute(Recipe recipe, string text) =>
        text != "list" && EnumNames<DistributionKind>.TryParse(text, out DistributionKind kind)
            ? recipe with { Distribution = kind }
            : recipe with { Distribution = DistributionKind.List, LayerDensities = [.. text.Split(',').Select(OptionValue.Number)] };
}
