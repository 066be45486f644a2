using Ctre.Files;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Runs;

/// <summary>
/// The files of a run: they are saved together, so that the folder of a run that is not over can be used. Files of an older run are
/// replaced with the first checkpoint after an epoch: not before there is something better, and room for it.
/// </summary>
internal sealed class RunFiles : IDisposable
{
    private readonly Trainer trainer;
    private readonly RunOrigin? origin;
    private readonly TrainingOptions options;
    private readonly MetricsFile? metrics;
    private int? modelEpoch = 0;

    /// <param name="trainer">The trainer of the run, before it trains.</param>
    /// <param name="origin">How the run was begun; null if it saves no checkpoints.</param>
    /// <param name="options">Names the files.</param>
    /// <exception cref="InputException">
    /// A file of the run would be more than can be read back, or the metrics of a run that is resumed cannot be written.
    /// </exception>
    public RunFiles(Trainer trainer, RunOrigin? origin, TrainingOptions options)
    {
        (this.trainer, this.origin, this.options) = (trainer, origin, options);
        if (!IsNeeded) return;
        if (origin is not null) CheckpointFile.RequireReadable(trainer.Network, trainer.OptimizerStates);
        if (options.ModelPath is not null) ModelFile.RequireReadable(trainer.ModelOf(trainer.Network));
        metrics = options.MetricsPath is { } path ? new MetricsFile(path, trainer.History) : null;
    }

    /// <summary>Whether the run saves anything.</summary>
    public bool IsNeeded => origin is not null || options.ModelPath is not null || options.MetricsPath is not null;

    /// <summary>An epoch is over.</summary>
    public void Add(EpochReport report)
    {
        metrics?.Add(report);
        options.Progress?.Report(report);
    }

    /// <summary>Saves the run: rows of the metrics first, so that a checkpoint never knows of more epochs than they do.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public void Save(Checkpoint checkpoint)
    {
        metrics?.Flush();
        origin?.Save(checkpoint, options.CheckpointPath!);
        if (checkpoint.Epoch > 1) Write(Changed(checkpoint.State));
        options.Saved?.Report(checkpoint);
    }

    /// <summary>Saves what the run came to.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public void End(TrainingResult result)
    {
        Write(new SparseModel(result));
        metrics?.Flush();
    }

    public void Dispose() => metrics?.Dispose();

    /// <summary>The model of the best epoch; null if it is saved already, or there is none.</summary>
    private SparseModel? Changed(TrainingState state)
    {
        if (options.ModelPath is null || modelEpoch == state.BestReport?.Epoch) return null;
        modelEpoch = state.BestReport?.Epoch;
        if (state.Best is { } best) return trainer.ModelOf(best);
        // A method that prunes has no network to keep before it has pruned enough; that of an older run is not this one's.
        File.Delete(options.ModelPath);
        return null;
    }

    private void Write(SparseModel? model)
    {
        (string, Action<Stream>)[] files = model is not null && options.ModelPath is { } path ? [(path, model.Save)] : [];
        if (metrics is not null) metrics.Begin(files);
        else AtomicFile.Write(files);
    }
}
