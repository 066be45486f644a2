using System.CommandLine;
using System.Diagnostics;
using Ctre.Analysis;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;
using Ctre.Data;
using Ctre.Runs;
using Ctre.Training;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre train</c>: trains a network and leaves a run folder.</summary>
internal sealed class TrainCommand : CtreCommand
{
    private readonly Terminal terminal;
    private readonly DataOptions data = new();
    private readonly RecipeOptions recipes = new();
    private readonly ThreadOption threads = new();
    private readonly Option<string> output = new("--output")
    {
        Description = "folder for the model, metrics and record of the run. Default runs/<data>-<method>-<seed>.",
        HelpName = "folder",
    };

    private readonly Option<bool> force = new("--force") { Description = "replace an older run in the output folder" };
    private readonly Option<bool> quiet = new("--quiet") { Description = "no progress on stderr" };
    private readonly JsonOption json = new();

    /// <summary>
    /// The options that may change when a run is resumed: its result does not depend on them, or they are for what is to come.
    /// </summary>
    private Option[] Changeable => [threads.Option, data.Memory.Option, quiet, json, checkpointEvery, onDivergence];

    private readonly Option<string> resume = new("--resume")
    {
        Description = "resume the run in this folder where it was interrupted, with its own data and options; the result has the same bits "
            + "as if it had never stopped. DATA and options may be repeated; others are refused.",
        HelpName = "folder",
    };

    private readonly IntegerOption checkpointEvery = new(
        "--checkpoint-every", "epochs from one checkpoint to the next", Interval.Parse("[1, ∞)"),
        "One is also written at the start, every 5 minutes, and on Ctrl-C. Default 10, or more where epochs are so short that saving would "
            + "take over a twentieth of the time.");

    private readonly WordOption<bool> onDivergence = new(
        "--on-divergence",
        "what happens when numbers become infinite; with rollback, also when the loss is over ten times that of a guess or the network "
            + "answers all rows alike, the run goes back to the last checkpoint with half the learning rate, halved again until it gets "
            + "past it, to at most 3 checkpoints",
        ("stop", false), ("rollback", true));

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
        Add(output);
        Add(force);
        Add(resume);
        Add(checkpointEvery);
        Add(onDivergence);
        Add(quiet);
        Add(json);
    }

    protected override string LessMemory => $"{RunsWithLess}, or {base.LessMemory}";

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
        double allowed = data.Memory.Read(parse);
        int? every = checkpointEvery.Read(parse);
        bool? rollsBack = parse.NameOf(onDivergence) is null ? null : onDivergence.Read(parse);
        using RunFolder? unfinished = Resumed(parse);
        (Checkpoint? from, RunOrigin? origin) = unfinished is null ? (null, null) : RunOrigin.Read(unfinished.CheckpointPath);
        if (origin is not null) recipes.RequireSame(parse, origin.Asked);
        Recipe recipe = origin?.Asked ?? recipes.Read(parse);

        DataRequest request = Requested(parse, origin);
        LoadedData loaded = data.Load(request, parse, terminal);
        DataSplit split = DataSplit.Create(loaded.Training, loaded.Test, request.TestFraction, recipe.ValidationFraction, recipe.Seed);
        RareClasses.Note(split, terminal);
        double reached = RunRecord.PeakMemory();
        MemoryEstimate estimate = MemoryLimit.Check(
            allowed, recipe, changed => MemoryEstimate.Of(loaded.Training, loaded.Test, split.Training.Count, changed, workers, reached));
        interruption.Token.ThrowIfCancellationRequested();
        string name = PlainText.FileName($"{loaded.Training.Name}-{recipe.Method}-{recipe.Seed}");
        using RunFolder folder = unfinished
            ?? RunFolder.Prepare(parse.GetValue(output) ?? Path.Combine("runs", name), parse.GetValue(force));

        var options = new TrainingOptions
        {
            Threads = workers,
            CheckpointPath = folder.CheckpointPath,
            ModelPath = folder.ModelPath,
            MetricsPath = folder.MetricsPath,
            CheckpointEvery = every,
            RollsBack = rollsBack ?? false,
            Source = request.WithFullPaths().ToJson(),
            Saved = new DirectProgress<Checkpoint>(saved =>
            {
                if (saved.Epoch > 1) folder.RemoveRecord();
            }),
            RolledBack = new DirectProgress<Rollback>(back => terminal.Note(
                $"diverged in {back.Where}: back to the beginning of {(back.Row == 0 ? "" : "what is left of ")}epoch {back.Epoch}, "
                + $"with the learning rate {back.LearningRate}")),
            Prepared = trainer => DataNotes.Unknown(loaded.Parts, trainer.Preprocessing, terminal),
        };
        if (origin is not null && rollsBack is { } chosen) origin = origin with { RollsBack = chosen };
        TrainingResult? result = null;
        TrainingRun training = null!;
        try
        {
            var progress = new TrainingProgress(terminal, recipe.Epochs, split.Training.Count);
            result = progress.Follow(options, parse.GetValue(quiet), followed =>
            {
                training = from is null
                    ? TrainingRun.Begin(split, recipe, followed)
                    : TrainingRun.Resume(folder.CheckpointPath, from, origin!, split, followed);
                return training.Train(interruption.Token);
            });
        }
        catch (OperationCanceledException)
        {
            // Nothing was learned yet; the checkpoint is there.
        }

        if (result is null)
        {
            terminal.Note(ToResume(folder));
            return ErrorLine.Interrupted;
        }

        var run = new RunRecord(result, split, workers, Stopwatch.GetElapsedTime(begin).TotalSeconds, folder)
        {
            Rollbacks = training.Rollbacks,
            Warnings = TrainingWarnings.Of(result, split),
        };
        if (!result.WasCancelled) folder.Finish(run.Record(request.WithFullPaths().Source, started, estimate, allowed));
        json.Write(
            parse, terminal, run.ToJson,
            console => TrainingSummary.Show(run, data.WordsForTest(request), console), alsoShow: !parse.GetValue(quiet));
        if (!result.WasCancelled) return 0;
        terminal.Note(ToResume(folder));
        return ErrorLine.Interrupted;
    }

    private static string ToResume(RunFolder folder) =>
        $"interrupted: resume with ctre train --resume {ShellWord.OfPath(folder.Folder)}";

    /// <summary>The data that the command line names, or those that the run was begun with.</summary>
    private DataRequest Requested(ParseResult parse, RunOrigin? origin)
    {
        if (origin?.Source is not { } source)
        {
            return parse.GetValue(data.Data) is not null
                ? data.Read(parse)
                : throw new InputException("DATA is missing: name a data set or a file to train on; ctre train --help shows examples.");
        }

        DataRequest request = data.ReadAgain(parse, DataRequest.Parse(source));
        bool isThere = DataSource.KnownNames.Contains(request.Source) || Path.Exists(request.Source);
        return isThere ? request : throw new InputException(
            $"the data that the run was begun with, {request.Source}, are not there: if they were moved, name them as well, "
            + $"ctre train --resume {parse.GetValue(resume)} DATA.");
    }

    /// <summary>
    /// The folder to resume in. What the run was begun with is compared with the options given; others must be known here as free to
    /// change, or they are refused: none is ignored.
    /// </summary>
    private RunFolder? Resumed(ParseResult parse)
    {
        if (parse.GetValue(resume) is not { } path) return null;
        foreach (Option option in Options)
        {
            bool isKnown = option == resume || recipes.Options.Contains(option) || data.Has(option) || Changeable.Contains(option);
            if (parse.NameOf(option) is { } name && !isKnown)
                throw new InputException($"{name} cannot be given with --resume: a run is resumed as it was begun, in its own folder.");
        }

        return RunFolder.Unfinished(path);
    }
}
