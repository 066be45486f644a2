using System.CommandLine;
using System.Diagnostics;
using Ctre.Analysis;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;
using Ctre.Data;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre train</c>: trains a network and leaves a run folder.</summary>
internal sealed class TrainCommand : CtreCommand
{
    private readonly Terminal terminal;
    private readonly DataOptions data = new();
    private readonly RecipeOptions recipes = new();
    private readonly ThreadOption threads = new();
    private readonly MemoryLimit memory = new();
    private readonly Option<string> output = new("--output")
    {
        Description = "folder for the model, metrics and record of the run. Default runs/<data>-<method>-<seed>.",
        HelpName = "folder",
    };

    private readonly Option<bool> force = new("--force") { Description = "replace an older run in the output folder" };
    private readonly Option<bool> quiet = new("--quiet") { Description = "no progress on stderr" };
    private readonly Option<bool> json = new("--json") { Description = "write exactly one JSON object to stdout, all else to stderr" };

    private readonly Option<string> resume = new("--resume")
    {
        Description = "go on with the run in this folder where it was interrupted, with its own data and options; the result has the same bits as "
            + "if it had never been. DATA and options may be repeated; others are refused.",
        HelpName = "folder",
    };

    private readonly Option<string> checkpointEvery = new("--checkpoint-every")
    {
        Description = "epochs from one checkpoint to the next; 1 or more. One is also written at the start, every 5 minutes, and on Ctrl-C. Default 10, "
            + "or more where epochs are so short that saving would take over a twentieth of the time.",
        HelpName = "n",
    };

    private readonly Option<string> onDivergence = new("--on-divergence")
    {
        Description = "what happens when numbers become infinite; stop, or rollback, also when the loss is over ten times that of a guess or the "
            + "network answers all rows alike: back to the last checkpoint with half the learning rate, halved again until the run gets past it, "
            + "to at most 3 checkpoints. Default stop.",
        HelpName = "word",
    };

    public TrainCommand(Terminal terminal)
        : base(
            "train",
            "Trains a sparse network and writes a run folder: run.json, metrics.csv and model.safetensors (best validation epoch).")
    {
        this.terminal = terminal;
        data.AddTo(this);
        data.AddTestTo(this);
        data.AddTestFractionTo(this);
        data.Data.Arity = ArgumentArity.ZeroOrOne;
        foreach (Option option in recipes.Options) Add(option);
        threads.AddTo(this);
        memory.AddTo(this);
        Add(output);
        Add(force);
        Add(resume);
        Add(checkpointEvery);
        Add(onDivergence);
        Add(quiet);
        Add(json);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ctre train madelon",
        "ctre train measurements.csv --label outcome --method set --density 0.05 --epochs 200",
        "ctre train mnist --data-dir data --preset ctre-paper --epochs 100 --output runs/mnist-paper",
        "ctre train wide.svm --hidden 20000,20000 --density 0.001 --max-memory 2GB",
        "ctre train madelon --hidden 400,100 --sparsity 0.98 --seed 7 --quiet --json > result.json",
        "ctre train --resume runs/madelon-ctre-sim-0",
    ];

    protected override int Run(ParseResult parse)
    {
        long begin = Stopwatch.GetTimestamp();
        DateTime started = DateTime.UtcNow;
        using var interruption = Interruption.BetweenSteps();
        int workers = threads.Read(parse);
        double allowed = memory.Read(parse);
        using RunFolder? unfinished = Resumed(parse);
        (Checkpoint? from, RunOrigin? begun) = unfinished is null ? (null, null) : RunOrigin.Read(unfinished);
        // What is not said now was said when the run was begun: the data, how often it is saved, and what it does if it diverges.
        ParseResult beginning = begun is null ? parse : CommandLine.Parse(begun.Command, this);
        ParseResult Where(object? said) => said is null ? beginning : parse;
        int? every = CheckpointEvery(Where(parse.GetValue(checkpointEvery)));
        bool mayRollBack = MayRollBack(Where(parse.GetValue(onDivergence)));
        ParseResult source = Where(parse.GetValue(data.Data));
        if (source.GetValue(data.Data) is not { } named)
            throw new InputException("DATA is missing: name a data set or a file to train on; ctre train --help shows examples.");
        if (begun is not null) recipes.RequireSame(parse, begun.Asked);
        Recipe recipe = begun?.Asked ?? recipes.Read(parse);

        LoadedData loaded = data.Load(source, terminal);
        double testFraction = data.TestFraction(source);
        DataSplit split = DataSplit.Create(loaded.Training, loaded.Test, testFraction, recipe.ValidationFraction, recipe.Seed);
        RareClasses.Note(split, terminal);
        MemoryEstimate estimate = MemoryLimit.Check(
            allowed, recipe, changed => MemoryEstimate.Of(loaded.Training, loaded.Test, split.Training.Count, changed, workers));
        begun?.RequireSame(loaded, testFraction);
        begun ??= RunOrigin.Of([.. parse.Tokens.Skip(1).Select(token => token.Value)], recipe, testFraction, loaded);
        interruption.Token.ThrowIfCancellationRequested();
        string name = PlainText.FileName($"{loaded.Training.Name}-{recipe.Method}-{recipe.Seed}");
        using RunFolder folder = unfinished ?? RunFolder.Prepare(parse.GetValue(output) ?? Path.Combine("runs", name), parse.GetValue(force));

        var progress = new TrainingProgress(terminal, recipe.Epochs, split.Training.Count);
        var training = new TrainingRun(split, workers, folder, terminal)
        {
            Begun = begun,
            From = from,
            CheckpointEvery = every,
            MayRollBack = mayRollBack,
            Prepared = trainer => DataNotes.Unknown(loaded.Parts, trainer.Preprocessing, terminal),
        };
        TrainingResult result;
        try
        {
            result = training.Train((trainer, checkpoints) => parse.GetValue(quiet)
                ? trainer.Train(checkpoints: checkpoints, cancel: interruption.Token)
                : progress.Follow(trainer, checkpoints, interruption.Token));
        }
        catch (OperationCanceledException)
        {
            terminal.Note($"interrupted: go on with ctre train --resume {ShellWord.OfPath(folder.Folder)}");
            return ErrorLine.Interrupted;
        }

        var run = new RunRecord(result, split, workers, Stopwatch.GetElapsedTime(begin).TotalSeconds, folder) { Rollbacks = training.Begun.Rollbacks };
        folder.Save(new Model(result), MetricsTable.Of(result.Epochs), run.Record(named, started, estimate, allowed));
        if (parse.GetValue(json)) terminal.WriteJson(run.ToJson());
        if (!parse.GetValue(json) || !parse.GetValue(quiet))
            TrainingSummary.Show(run, data.WordsForTest(source), terminal.ResultsOrNotes(asNotes: parse.GetValue(json)));
        return 0;
    }

    private RunFolder? Resumed(ParseResult parse)
    {
        if (parse.GetValue(resume) is not { } path) return null;
        if (parse.GetValue(output) is not null) throw new InputException("--resume and --output exclude each other: a run is continued in its own folder.");
        if (parse.GetValue(force)) throw new InputException("--resume and --force exclude each other: a run is continued or replaced.");
        return RunFolder.Unfinished(path);
    }

    private int? CheckpointEvery(ParseResult parse) => parse.GetValue(checkpointEvery) switch
    {
        null => null,
        { } text when int.TryParse(text, out int epochs) && epochs >= 1 => epochs,
        { } text => throw new InputException($"{checkpointEvery.Name} {text}: must be a whole number, 1 or more."),
    };

    private bool MayRollBack(ParseResult parse) => parse.GetValue(onDivergence) switch
    {
        null or "stop" => false,
        "rollback" => true,
        { } word => throw new InputException($"{onDivergence.Name} {word}: must be stop or rollback."),
    };
}
