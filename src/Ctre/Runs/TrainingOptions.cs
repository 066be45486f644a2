using System.Text.Json.Nodes;
using Ctre.Optimization;
using Ctre.Topology;
using Ctre.Training;

namespace Ctre.Runs;

/// <summary>How a run is carried out. But for <see cref="RollsBack"/> no result depends on it.</summary>
public sealed record TrainingOptions
{
    /// <summary>Number of threads, 1 or more; null (the default) for one per processor, 8 at most.</summary>
    public int? Threads { get; init; }

    /// <summary>A method that <see cref="Methods.All"/> does not have; null (the default) for the one that the recipe names.</summary>
    public Method? Method { get; init; }

    /// <summary>
    /// A kind of optimizer that <see cref="Optimizers.All"/> does not have; null (the default) for the one that the recipe names.
    /// </summary>
    public OptimizerKind? Optimizer { get; init; }

    /// <summary>The file in which the run saves checkpoints, from which it can be resumed; null (the default) for none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>
    /// Epochs from one checkpoint to the next, 1 or more; null (the default) for 10, or more where epochs are so short that saving would
    /// take over a twentieth of the time. One is also saved at the start, every 5 minutes, and when the run is cancelled.
    /// </summary>
    public int? CheckpointEvery { get; init; }

    /// <summary>
    /// The file in which the run keeps the model of its best epoch so far, written with each checkpoint, and at the end; null (the default)
    /// for none. A file that is there stays as it is until the first checkpoint after an epoch.
    /// </summary>
    public string? ModelPath { get; init; }

    /// <summary>
    /// The CSV file to which the run appends a row when an epoch is over; null (the default) for none. A file that is there stays as it is
    /// until the first checkpoint after an epoch.
    /// </summary>
    public string? MetricsPath { get; init; }

    /// <summary>
    /// Whether a run that diverges is rolled back to its last checkpoint with half the learning rate, halved again until the run gets past
    /// it, to at most three checkpoints; numbers that are finite and worthless count as divergence then, too. Needs
    /// <see cref="CheckpointPath"/>. Default false: it ends.
    /// </summary>
    public bool RollsBack { get; init; }

    /// <summary>Where the data came from, as JSON of the caller's; kept in checkpoints. Default none.</summary>
    public JsonObject? Source { get; init; }

    /// <summary>Receives a report of each epoch, on the thread that trains.</summary>
    public IProgress<EpochReport>? Progress { get; init; }

    /// <summary>Receives a report of each step, on the thread that trains.</summary>
    public IProgress<BatchProgress>? BatchProgress { get; init; }

    /// <summary>Receives each checkpoint when it, the model and the metrics are saved; it must not be kept.</summary>
    public IProgress<Checkpoint>? Saved { get; init; }

    /// <summary>Receives a report when the run is rolled back.</summary>
    public IProgress<Rollback>? RolledBack { get; init; }

    /// <summary>Receives each trainer before it trains: a rollback creates another one.</summary>
    internal Action<Trainer>? Prepared { get; init; }
}

/// <summary>How far an epoch is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="RowsDone">Training rows of the epoch that are done.</param>
public readonly record struct BatchProgress(int Epoch, int RowsDone);
