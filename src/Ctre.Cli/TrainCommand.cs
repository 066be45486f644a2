using System.CommandLine;
using System.Diagnostics;
using Ctre.Analysis;
using Ctre.Cli.Rendering;
using Ctre.Data;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Cli;

/// <summary><c>ctre train</c>: trains a network and leaves a run folder.</summary>
internal sealed class TrainCommand : CtreCommand
{
    private readonly Terminal terminal;
    private readonly TrainingDataOptions data = new();
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

    public TrainCommand(Terminal terminal)
        : base(
            "train",
            "Trains a sparse network and writes a run folder: run.json, metrics.csv and model.safetensors (best validation epoch).")
    {
        this.terminal = terminal;
        data.AddTo(this);
        foreach (Option option in recipes.Options) Add(option);
        threads.AddTo(this);
        memory.AddTo(this);
        Add(output);
        Add(force);
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
    ];

    protected override int Run(ParseResult parse)
    {
        long begin = Stopwatch.GetTimestamp();
        DateTime started = DateTime.UtcNow;
        using var interruption = Interruption.BetweenSteps();
        Recipe recipe = recipes.Read(parse);
        int workers = threads.Read(parse);
        double allowed = memory.Read(parse);
        LoadedData loaded = data.Read(parse, terminal);
        if (!recipes.ChoosesScale(parse)) recipe = recipe with { Scale = loaded.PreferredScaler };
        DataSplit split = DataSplit.Create(loaded.Training, loaded.Test, data.TestFraction(parse), recipe.ValidationFraction, recipe.Seed);
        RareClasses.Note(split, terminal);
        MemoryEstimate estimate = MemoryLimit.Check(
            allowed, recipe, changed => MemoryEstimate.Of(loaded.Training, loaded.Test, split.Training.Count, changed, workers));
        string name = loaded.Training.Name;
        using RunFolder folder = RunFolder.Prepare(
            parse.GetValue(output) ?? Path.Combine("runs", PlainText.FileName($"{name}-{recipe.Method}-{recipe.Seed}")), parse.GetValue(force));

        using var trainer = new Trainer(split, recipe, workers);
        DataNotes.Unknown(loaded.Parts, trainer.Preprocessing, terminal);
        interruption.Token.ThrowIfCancellationRequested();
        var progress = new TrainingProgress(terminal, recipe.Epochs, split.Training.Count);
        TrainingResult result = parse.GetValue(quiet)
            ? trainer.Train(cancel: interruption.Token)
            : progress.Follow(trainer, interruption.Token);

        var run = new FinishedRun(result, split, workers, Stopwatch.GetElapsedTime(begin).TotalSeconds, folder);
        folder.Save(new Model(result), MetricsTable.Of(result.Epochs), run.Record(parse.GetValue(data.Data)!, started, estimate, allowed));
        if (parse.GetValue(json)) terminal.WriteJson(run.ToJson());
        if (!parse.GetValue(json) || !parse.GetValue(quiet))
            TrainingSummary.Show(run, data.WordsForTest(parse), terminal.ResultsOrNotes(asNotes: parse.GetValue(json)));
        return 0;
    }
}
