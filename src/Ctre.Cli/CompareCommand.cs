using System.CommandLine;
using Ctre.Cli.Comparison;
using Ctre.Cli.Rendering;
using Ctre.Data;

namespace Ctre.Cli;

/// <summary><c>ctre compare</c>: trains many methods on many data sets and says which is best, and how surely.</summary>
internal sealed class CompareCommand : CtreCommand
{
    private readonly Terminal terminal;
    private readonly DataOptions source = new();
    private readonly TestFractionOption testFraction = new();
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
        Description = $"tuned: first search those settings, the same {Tuning.Candidates.Count} candidates for every method, by validation accuracy",
    };

    private readonly Option<string> output = new("--output")
    {
        Description = "folder of the comparison; finished runs in it are not done again. Default runs/compare, runs/compare-paper or runs/compare-tuned.",
        HelpName = "folder",
    };

    private readonly Option<bool> force = new("--force") { Description = "do finished runs again" };
    private readonly Option<bool> quiet = new("--quiet") { Description = "no progress on stderr" };
    private readonly Option<bool> json = new("--json") { Description = "write exactly one JSON object to stdout, all else to stderr" };

    public CompareCommand(Terminal terminal)
        : base(
            "compare",
            "Compares methods: trains each on each data set with each seed, and writes results.csv, summary.csv, summary.md and plots. "
            + "An interrupted comparison goes on where it stopped.")
    {
        this.terminal = terminal;
        Add(data);
        spans.AddTo(this);
        Add(tune);
        Add(output);
        Add(force);
        Add(quiet);
        Add(json);
        source.AddOptionsTo(this);
        testFraction.AddTo(this);
        foreach (Option option in recipes.Options.Where(option => !CompareOptions.Replaced.Contains(option.Name))) Add(option);
    }

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
        (Regime regime, IReadOnlyList<string> names) = ReadRegime(parse);
        IReadOnlyList<string> methods = spans.ReadMethods(parse);
        IReadOnlyList<long> seeds = spans.ReadSeeds(parse);
        if (regime == Regime.Tuned && seeds.Contains(Tuning.Seed))
            throw new InputException($"--seeds: {Tuning.Seed} is the seed of the search for settings; results must come from others.");
        int jobs = spans.ReadJobs(parse);
        Recipe start = regime switch
        {
            Regime.Paper => Recipe.CtrePaper,
            Regime.Tuned => Recipe.Default,
            _ => recipes.Read(parse),
        };
        recipes.Apply(start, parse);
        IReadOnlyList<Func<Recipe, Recipe>> connectivities = spans.ReadConnectivities(parse) is { Count: > 0 } given ? given : [recipe => recipe];
        double fraction = testFraction.Read(parse);
        var folder = ComparisonFolder.Open(parse.GetValue(output) ?? Path.Combine("runs", regime == Regime.Own ? "compare" : "compare-" + Word(regime)));
        (IReadOnlyList<ComparedData> sets, IReadOnlyList<string> skipped) = Load(parse, names, interruption.Token);
        Func<string, Recipe, Recipe> epochs = spans.ReadEpochs(parse, [.. sets.Select(set => set.Name)]);
        Func<string, Recipe, Recipe> trialEpochs = spans.ReadTrialEpochs(parse, [.. sets.Select(set => set.Name)]);

        // Every combination once: what tells dense from dense at another density is nothing.
        (ComparedData Data, Recipe Recipe)[] combinations =
        [
            .. sets.SelectMany(set => methods.SelectMany(method => connectivities
                .Select(connect => connect(start with { Method = method, Scale = set.PreferredScaler }))
                .DistinctBy(Cell.ConnectivityOf).Select(recipe => (set, recipe)))),
        ];
        Recipe Finish(ComparedData set, Recipe recipe) => epochs(set.Name, recipes.Apply(recipe, parse));

        var progress = new ComparisonProgress(terminal, jobs, parse.GetValue(quiet));
        string working = folder.Cells;
        try
        {
            IReadOnlyList<TunedSettings> tuned = [];
            if (parse.GetValue(tune))
            {
                working = folder.Trials;
                tuned = Search(new CellPool(working, jobs, fraction, progress));
            }
            else if (regime == Regime.Tuned)
            {
                tuned = File.Exists(folder.Tuned) ? TunedSettings.Read(folder.Tuned) : TunedSettings.Shipped();
            }

            working = folder.Cells;
            Cell[] cells =
            [
                .. combinations.SelectMany(one =>
                {
                    string words = Settings(one.Data, Finish(one.Data, one.Recipe), tuned);
                    return seeds.Select(seed => new Cell(one.Data, Finish(one.Data, recipes.Apply(one.Recipe, words)) with { Seed = seed }, $"s{seed}"));
                }),
            ];
            var pool = new CellPool(working, jobs, fraction, progress);
            IReadOnlyList<CellResult> results = progress.Follow("runs", () => pool.Run(cells, parse.GetValue(force), interruption.Token));
            if (results.All(result => result.Failure is not null))
                throw new InputException($"no run came to a result; the first said: {results[0].Failure}");
            var report = new ComparisonReport(regime, parse, cells, results, tuned, skipped);
            report.Save(folder);
            if (parse.GetValue(json)) terminal.WriteJson(report.ToJson(folder.Path));
            if (!parse.GetValue(json) || !parse.GetValue(quiet))
                ComparisonTables.Show(report.Summary, folder.Path, terminal.ResultsOrNotes(asNotes: parse.GetValue(json)));
            return 0;
        }
        catch (OperationCanceledException)
        {
            int stored = Directory.EnumerateFiles(working, "*.json", SearchOption.AllDirectories).Count();
            terminal.Note($"interrupted: {stored} finished runs are stored in {working}; the same command goes on from there");
            return ErrorLine.Interrupted;
        }

        IReadOnlyList<TunedSettings> Search(CellPool pool)
        {
            Cell[] trials =
            [
                .. combinations.SelectMany(one => Tuning.Trials(one.Data, one.Recipe, recipes)
                    .Select(trial => trial with { Recipe = trialEpochs(one.Data.Name, Finish(one.Data, trial.Recipe)) })),
            ];
            IReadOnlyList<CellResult> results = progress.Follow("trials", () => pool.Run(trials, parse.GetValue(force), interruption.Token));
            IReadOnlyList<TunedSettings> chosen = Tuning.Choose(trials, results);
            TunedSettings.Write(folder.Tuned, chosen);
            folder.Write("tuning.csv", ResultTables.OfTrials(trials, results));
            return chosen;
        }
    }

    private static string Word(Regime regime) => regime == Regime.Paper ? "paper" : "tuned";

    private (Regime Regime, IReadOnlyList<string> Names) ReadRegime(ParseResult parse)
    {
        string[] words = parse.GetValue(data) ?? [];
        Regime regime = words.FirstOrDefault() switch { "paper" => Regime.Paper, "tuned" => Regime.Tuned, _ => Regime.Own };
        string[] names = regime == Regime.Own ? words : words[1..];
        if (parse.GetValue(tune))
        {
            if (regime == Regime.Paper) throw new InputException("--tune and paper exclude each other: the paper's settings are given.");
            regime = Regime.Tuned;
        }

        if (regime != Regime.Own && recipes.GivenPreset(parse) is { } preset)
            throw new InputException($"{preset} and {Word(regime)} exclude each other: {Word(regime)} says which settings to start from.");
        if (spans.GivenForTrials(parse) is { } given && !parse.GetValue(tune)) throw new InputException($"{given} needs --tune.");
        return (regime, names);
    }

    private (IReadOnlyList<ComparedData> Sets, IReadOnlyList<string> Skipped) Load(ParseResult parse, IReadOnlyList<string> names, CancellationToken cancel)
    {
        DataSourceOptions options = source.Read(parse);
        var sets = new List<ComparedData>();
        var skipped = new List<string>();
        foreach (string name in names.Count > 0 ? names : DataSource.KnownNames)
        {
            cancel.ThrowIfCancellationRequested();
            if (DataSource.KnownNames.Contains(name) && !DataSource.IsHere(name, options))
            {
                skipped.Add(name);
                continue;
            }

            var loaded = ComparedData.Load(name, options);
            if (sets.Any(set => set.FileName.Equals(loaded.FileName, StringComparison.OrdinalIgnoreCase)))
                throw new InputException($"{name}: two data sets are called {loaded.FileName}; give them different names.");
            sets.Add(loaded);
        }

        if (sets.Count == 0)
            throw new InputException($"no data set to compare on: {Words.List(skipped, "and")} {(skipped.Count > 1 ? "are" : "is")} not here; name the folder that holds them with --data-dir.");
        foreach (string name in skipped) terminal.Note($"{name} is skipped: there is no folder {name} in --data-dir, CTRE_DATA_DIR or the user's cache");
        return (sets, skipped);
    }

    private string Settings(ComparedData set, Recipe recipe, IReadOnlyList<TunedSettings> tuned)
    {
        if (tuned.Count == 0) return "";
        string connectivity = Cell.ConnectivityOf(recipe);
        if (tuned.FirstOrDefault(one => one.Data == set.Name && one.Method == recipe.Method && one.Connectivity == connectivity) is { } found)
            return found.Options;
        terminal.Note(
            $"{set.Name}, {recipe.Method}, {MarkdownSummary.Words(connectivity)}: no tuned settings, the default preset is used; --tune finds some");
        return "";
    }
}
