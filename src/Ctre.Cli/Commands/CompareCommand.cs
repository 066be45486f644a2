using System.CommandLine;
using Ctre.Cli.Comparison;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;
using Ctre.Data;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre compare</c>: trains many methods on many data sets and tests which is best.</summary>
internal sealed class CompareCommand : CtreCommand
{
    private readonly Terminal terminal;
    private readonly DataOptions source = new();
    private readonly RecipeOptions recipes = new();
    private readonly CompareOptions spans = new();
    private readonly Argument<string[]> data = new("DATA")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "data sets, as ctre train takes them; by default all known ones that are here. The first word may be paper "
            + "(the CTRE paper's settings for all methods) or tuned (for each method the settings that suit it best).",
    };

    private readonly Option<bool> tune = new("--tune")
    {
        Description = $"tuned: first search those settings, the same {Tuning.Candidates.Count} candidates for every method, "
            + "by validation accuracy",
    };

    private readonly Option<string> output = new("--output")
    {
        Description = "folder of the comparison; finished runs in it are not repeated. "
            + "Default runs/compare, runs/compare-paper or runs/compare-tuned.",
        HelpName = "folder",
    };

    private readonly Option<bool> force = new("--force") { Description = "repeat finished runs" };
    private readonly Option<bool> quiet = new("--quiet") { Description = "no progress on stderr" };
    private readonly JsonOption json = new();

    public CompareCommand(Terminal terminal)
        : base(
            "compare",
            "Compares methods: trains each on each data set with each seed, and writes results.csv, summary.csv, summary.md and plots. "
            + "An interrupted comparison is resumed where it stopped.")
    {
        this.terminal = terminal;
        Add(data);
        spans.AddTo(this);
        Add(tune);
        Add(output);
        Add(force);
        Add(quiet);
        Add(json);
        source.AddReadingTo(this);
        source.AddTestFractionTo(this);
        foreach (Option option in recipes.Options.Where(option => !CompareOptions.Replaced.Contains(option.Name))) Add(option);
    }

    protected override string LessMemory => $"{RunsWithLess}, or {base.LessMemory}";

    public override IReadOnlyList<string> Examples =>
    [
        "ctre compare madelon --methods set,rigl,ctre-sim --seeds 0..4",
        "ctre compare table.csv --label outcome --density 0.01,0.05,0.2 --methods static,ctre-sim,dense --output runs/mine",
        "ctre compare paper --data-dir data --epochs 100 --epochs-for dense=20",
        "ctre compare tuned --tune --data-dir data --epochs-for dense=20 --tune-epochs-for mnist=15",
    ];

    protected override int Run(ParseResult parse)
    {
        using var interruption = Interruption.BetweenSteps();
        (SettingsSource settings, IReadOnlyList<string> names) = ReadSettingsSource(parse);
        ReadNumbers(parse, settings);
        int jobs = spans.ReadJobs(parse);
        double allowed = source.Memory.Read(parse);
        (IReadOnlyList<ComparedData> sets, IReadOnlyList<string> skipped) = Load(parse, names, interruption.Token);
        ComparisonPlan plan = Plan(parse, settings, sets);
        string byDefault = settings == SettingsSource.Own ? "compare" : "compare-" + EnumNames<SettingsSource>.Of(settings);
        using var folder = ComparisonFolder.Open(parse.GetValue(output) ?? Path.Combine("runs", byDefault));
        var progress = new ComparisonProgress(terminal, jobs, parse.GetValue(quiet));
        IReadOnlyList<RunResult> RunAll(string what, string where, IReadOnlyList<PlannedRun> cells)
        {
            ComparisonMemory.Check(cells, jobs, allowed);
            return progress.Follow(
                what,
                () => new RunScheduler(where, jobs, source.TestFraction(parse), progress)
                    .Run(cells, parse.GetValue(force), interruption.Token));
        }

        try
        {
            IReadOnlyList<TunedSettings> tuned = [];
            if (parse.GetValue(tune))
            {
                IReadOnlyList<PlannedRun> trials = plan.Trials();
                IReadOnlyList<RunResult> outcomes = RunAll("trials", folder.Trials, trials);
                tuned = Tuning.Choose(trials, outcomes);
                TunedSettings.Write(folder.Tuned, tuned);
                folder.Write(ComparisonFolder.TrialsName, ResultTables.OfTrials(trials, outcomes));
            }
            else if (settings == SettingsSource.Tuned)
            {
                tuned = File.Exists(folder.Tuned) ? TunedSettings.Read(folder.Tuned) : TunedSettings.Shipped();
            }

            IReadOnlyList<PlannedRun> cells = plan.Cells(tuned, cell => terminal.Note(
                $"{cell.Data.Name}, {cell.Recipe.Method}, {MarkdownSummary.Words(cell.Connectivity)}: "
                + "no tuned settings, the default preset is used; --tune finds some"));
            IReadOnlyList<RunResult> results = RunAll("runs", folder.Cells, cells);
            if (results.All(result => result.Failure is not null))
                throw new InputException($"no run came to a result; the first failure: {results[0].Failure}");
            var report = new ComparisonReport(settings, parse, cells, results, tuned, skipped);
            report.Save(folder);
            json.Write(
                parse, terminal, () => report.ToJson(folder.Path), console => ComparisonTables.Show(report.Summary, folder.Path, console),
                alsoShow: !parse.GetValue(quiet));
            return 0;
        }
        catch (OperationCanceledException)
        {
            terminal.Note($"interrupted: finished runs are stored in {folder.Path}; the same command resumes from there");
            return ErrorLine.Interrupted;
        }
    }

    // Whatever is wrong with the command line is reported before any data is read.
    private void ReadNumbers(ParseResult parse, SettingsSource settings)
    {
        spans.ReadMethods(parse);
        spans.ReadConnectivities(parse);
        source.TestFraction(parse);
        if (spans.ReadSeeds(parse).Contains(Tuning.Seed) && settings == SettingsSource.Tuned)
            throw new InputException($"--seeds: {Tuning.Seed} is the seed of the search for settings; results must come from others.");
        Start(parse, settings);
    }

    private ComparisonPlan Plan(ParseResult parse, SettingsSource settings, IReadOnlyList<ComparedData> sets)
    {
        string[] setNames = [.. sets.Select(set => set.Name)];
        Func<string, Recipe, Recipe> epochs = spans.ReadEpochs(parse, setNames), trialEpochs = spans.ReadTrialEpochs(parse, setNames);
        return new ComparisonPlan
        {
            Data = sets,
            Methods = spans.ReadMethods(parse),
            Connectivities = spans.ReadConnectivities(parse),
            Seeds = spans.ReadSeeds(parse),
            Start = Start(parse, settings),
            Apply = recipes.Apply,
            Finish = (set, recipe) => epochs(set.Name, recipes.Apply(recipe, parse)),
            FinishTrial = (set, recipe) => trialEpochs(set.Name, epochs(set.Name, recipes.Apply(recipe, parse))),
        };
    }

    private Recipe Start(ParseResult parse, SettingsSource settings)
    {
        Recipe asked = recipes.Read(parse);
        return settings switch
        {
            SettingsSource.Paper => Recipe.CtrePaper,
            SettingsSource.Tuned => Recipe.Default,
            _ => asked,
        };
    }

    private (SettingsSource Source, IReadOnlyList<string> Names) ReadSettingsSource(ParseResult parse)
    {
        string[] words = parse.GetValue(data) ?? [];
        SettingsSource settings = words.FirstOrDefault() switch
        {
            "paper" => SettingsSource.Paper,
            "tuned" => SettingsSource.Tuned,
            _ => SettingsSource.Own,
        };
        string[] names = settings == SettingsSource.Own ? words : words[1..];
        if (parse.GetValue(tune))
        {
            if (settings == SettingsSource.Paper)
                throw new InputException("--tune and paper exclude each other: the paper's settings are given.");
            settings = SettingsSource.Tuned;
        }

        string word = EnumNames<SettingsSource>.Of(settings);
        if (settings != SettingsSource.Own && recipes.GivenPreset(parse) is { } preset)
            throw new InputException($"{preset} and {word} exclude each other: {word} says which settings to start from.");
        if (spans.GivenForTrials(parse) is { } given && !parse.GetValue(tune)) throw new InputException($"{given} needs --tune.");
        return (settings, names);
    }

    private (IReadOnlyList<ComparedData> Sets, IReadOnlyList<string> Skipped) Load(
        ParseResult parse, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var sets = new List<ComparedData>();
        var skipped = new List<string>();
        foreach (string name in names.Count > 0 ? names : DataSource.KnownNames)
        {
            cancel.ThrowIfCancellationRequested();
            DataRequest request = source.Read(parse, name);
            if (DataSource.KnownNames.Contains(name) && !DataSource.IsAvailable(name, request.Options))
            {
                skipped.Add(name);
                continue;
            }

            long left = source.Memory.ForData(parse, sets.Sum(set => set.Bytes));
            var loaded = ComparedData.Load(request with { Options = request.Options with { MemoryBudget = left } });
            if (sets.Any(set => set.FileName.Equals(loaded.FileName, StringComparison.OrdinalIgnoreCase)))
                throw new InputException($"{name}: two data sets are called {loaded.FileName}; give them different names.");
            sets.Add(loaded);
        }

        if (sets.Count == 0)
        {
            string missing = $"{EnglishList.Join(skipped, "and")} {(skipped.Count > 1 ? "are" : "is")} not here";
            throw new InputException($"no data set to compare on: {missing}; name the folder that holds them with --data-dir.");
        }

        foreach (string name in skipped)
            terminal.Note($"{name} is skipped: there is no folder {name} in --data-dir, CTRE_DATA_DIR or the user's cache");
        return (sets, skipped);
    }
}
