using Ctre.Models;
using Ctre.Training;

namespace Ctre.Runs;

/// <summary>
/// The files of a run: they are saved together, so that the folder of a run that is not over can be used. Files of an older run are
/// replaced when the first epoch of the new one is over and its checkpoint saved: not before there is room for them.
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
        Checkpoint now = trainer.Now();
        if (origin is not null) CheckpointFile.RequireReadable(now);
        if (options.ModelPath is not null) ModelFile.RequireReadable(trainer.ModelOf(trainer.Network));
        metrics = options.MetricsPath is { } path ? new MetricsFile(path, now.State.History) : null;
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
        if (checkpoint.Epoch > 1)
        {
            SaveModel(checkpoint.State);
            metrics?.Begin();
        }

        options.Saved?.Report(checkpoint);
    }

    /// <summary>Saves what the run came to.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public void End(TrainingResult result)
    {
        metrics?.Begin();
        metrics?.Flush();
        if (options.ModelPath is { } path) new SparseModel(result).Save(path);
    }

    public void Dispose() => metrics?.Dispose();

    private void SaveModel(TrainingState state)
    {
        if (options.ModelPath is not { } path || modelEpoch == state.BestReport?.Epoch) return;
        // A method that prunes has no network to keep before it has pruned enough; that of an older run is not this one's.
        if (state.Best is { } best) trainer.ModelOf(best).Save(path);
        else File.Delete(path);
        modelEpoch = state.BestReport?.Epoch;
    }
}
