using Ctre.Data;
using Ctre.Training;

namespace Ctre.Runs;

/// <summary>
/// A training run that can be interrupted: it saves checkpoints from which it is resumed, to the same bits as if it had never stopped; it
/// rolls back when it diverges, if that is allowed; and when it is cancelled it returns the best network so far.
/// </summary>
public sealed class TrainingRun
{
    private const int MostRollbacks = 3;
    private const double LeastRate = 1e-9;

    private readonly DataSplit split;
    private readonly TrainingOptions options;
    private RunOrigin? origin;
    private Recipe recipe;
    private Checkpoint? from;

    private TrainingRun(DataSplit split, Recipe recipe, TrainingOptions options, Checkpoint? from, RunOrigin? origin)
    {
        if (options is { RollsBack: true, CheckpointPath: null })
            throw new ArgumentException("A run that may be rolled back needs a checkpoint path.", nameof(options));
        (this.split, this.recipe, this.options, this.from, this.origin) = (split, recipe, options, from, origin);
    }

    /// <summary>Where the run diverged and was rolled back.</summary>
    public IReadOnlyList<Rollback> Rollbacks => origin?.Rollbacks ?? [];

    /// <summary>Begins a run; nothing happens before <see cref="Train"/>.</summary>
    /// <param name="split">Training, validation and test rows.</param>
    /// <param name="recipe">How to train; null for the default.</param>
    /// <param name="options">How to carry it out; null for one without checkpoints.</param>
    public static TrainingRun Begin(DataSplit split, Recipe? recipe = null, TrainingOptions? options = null) =>
        new(split, recipe ?? Recipe.Default, options ?? new TrainingOptions(), from: null, origin: null);

    /// <summary>Resumes a run where it was saved; it saves its checkpoints in the same file.</summary>
    /// <param name="checkpointPath">A file that a run saved.</param>
    /// <param name="split">The rows that the run was begun with, split as then.</param>
    /// <param name="options">
    /// Threads, progress, and the caller's own method or optimizer; how often the run is saved and whether it is rolled back are as before
    /// unless they are given.
    /// </param>
    /// <exception cref="InputException">
    /// There is no sound checkpoint, or it belongs to other data; the message says what is different.
    /// </exception>
    public static TrainingRun Resume(string checkpointPath, DataSplit split, TrainingOptions? options = null)
    {
        (Checkpoint checkpoint, RunOrigin origin) = RunOrigin.Read(checkpointPath);
        checkpoint.Data.RequireSame(split.Identity);
        return Resume(checkpointPath, checkpoint, origin, split, options ?? new TrainingOptions());
    }

    internal static TrainingRun Resume(
        string checkpointPath, Checkpoint checkpoint, RunOrigin origin, DataSplit split, TrainingOptions options)
    {
        origin = origin with
        {
            CheckpointEvery = options.CheckpointEvery ?? origin.CheckpointEvery,
            RollsBack = options.RollsBack || origin.RollsBack,
        };
        options = options with { CheckpointPath = checkpointPath };
        return new TrainingRun(split, checkpoint.Recipe, options, checkpoint, origin);
    }

    /// <summary>Trains to the end, or until it is cancelled.</summary>
    /// <param name="cancel">Stops the run.</param>
    /// <returns>
    /// The best network and what happened; if the run was cancelled, the best so far (<see cref="TrainingResult.WasCancelled"/>).
    /// </returns>
    /// <exception cref="InputException">The recipe doesn't fit the data, or a checkpoint cannot be saved.</exception>
    /// <exception cref="DivergedException">It diverged, also with lower rates if rollbacks were allowed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before there was a best network.</exception>
    public TrainingResult Train(CancellationToken cancel = default)
    {
        origin ??= options.CheckpointPath is null ? null : RunOrigin.Of(recipe, options);
        while (true)
        {
            try
            {
                return TrainOnce(cancel);
            }
            catch (DivergedException exception) when (MayGoBack(exception))
            {
                GoBack(exception);
            }
        }
    }

    /// <summary>Before the first epoch nothing depends on the learning rate.</summary>
    private bool MayGoBack(DivergedException exception) => origin is { RollsBack: true } && exception.Epoch > 0
        && recipe.LearningRate > LeastRate && File.Exists(options.CheckpointPath);

    private TrainingResult TrainOnce(CancellationToken cancel)
    {
        TrainingResult chosen = Choose(cancel);
        if (!recipe.Refit || chosen.WasCancelled) return chosen;
        TrainingResult refit = Refit(chosen, cancel);
        if (options.ModelPath is { } path) new SparseModel(refit).Save(path);
        return refit;
    }

    /// <summary>Trains for all epochs and chooses the best.</summary>
    private TrainingResult Choose(CancellationToken cancel)
    {
        using var trainer = new Trainer(split, recipe, options.Threads, from, options.Method, options.Optimizer);
        using var files = new RunFiles(trainer, origin, options);
        options.Prepared?.Invoke(trainer);
        TrainingResult result = trainer.Train(
            files.Add, BatchDone, files.IsNeeded ? Plan(files) : null, origin is { RollsBack: true }, cancel);
        if (recipe.Refit) files.Save(trainer.Now());
        files.End(result);
        return result;
    }

    /// <summary>
    /// Trains once more on training and validation rows, for as many epochs as were the best number, with schedules that end there. It is
    /// not saved on the way: a run that is resumed begins it again.
    /// </summary>
    private TrainingResult Refit(TrainingResult chosen, CancellationToken cancel)
    {
        DataSplit rows = split.WithValidationInTraining();
        Recipe shorter = recipe with { Epochs = chosen.Best.Epoch, Patience = null };
        using var trainer = new Trainer(rows, shorter, options.Threads, method: options.Method, optimizer: options.Optimizer);
        TrainingResult again;
        try
        {
            again = trainer.Train(batchDone: BatchDone, cancel: cancel);
        }
        catch (OperationCanceledException)
        {
            return chosen with { WasCancelled = true };
        }

        return again.WasCancelled ? chosen with { WasCancelled = true } : chosen with
        {
            BestNetwork = again.LastNetwork,
            LastNetwork = again.LastNetwork,
            Preprocessing = again.Preprocessing,
            Test = trainer.TestOf(again.LastNetwork),
            RefitRows = rows.Training.Count,
        };
    }

    private void BatchDone(int epoch, int rows) => options.BatchProgress?.Report(new BatchProgress(epoch, rows));

    private CheckpointPlan Plan(RunFiles files)
    {
        var plan = new CheckpointPlan(files.Save);
        return (origin?.CheckpointEvery ?? options.CheckpointEvery) is { } every
            ? plan with { EveryEpochs = every }
            : plan with { LimitsOverhead = true };
    }

    private void GoBack(DivergedException exception)
    {
        (from, _) = RunOrigin.Read(options.CheckpointPath!);
        Rollback[] others = [.. Rollbacks.Where(one => (one.Epoch, one.Row) != (from.Epoch, from.RowsDone))];
        if (others.Length == MostRollbacks) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        recipe = recipe with { LearningRate = recipe.LearningRate / 2 };
        var rollback = new Rollback(exception.Where, from.Epoch, from.RowsDone, recipe.LearningRate);
        origin = origin! with { Rollbacks = [.. others, rollback] };
        options.RolledBack?.Report(rollback);
    }
}
