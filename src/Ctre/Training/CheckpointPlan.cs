using System.Diagnostics;

namespace Ctre.Training;

/// <summary>When a run is saved, and how. A run that is stopped is saved as well.</summary>
/// <param name="Save">Saves a checkpoint; the run waits for it.</param>
public sealed record CheckpointPlan(Action<Checkpoint> Save)
{
    private long last = Stopwatch.GetTimestamp();

    /// <summary>Epochs from one checkpoint to the next, 1 or more. Default 10.</summary>
    public int EveryEpochs
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(EveryEpochs), $"EveryEpochs must be 1 or more, not {value}.");
    } = 10;

    /// <summary>The longest time without a checkpoint. Default 5 minutes.</summary>
    public TimeSpan AtLeastEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether it is time, after a step or an epoch.</summary>
    internal bool IsDue(TrainingState state) =>
        (state.Row == 0 && (state.Epoch - 1) % EveryEpochs == 0) || Stopwatch.GetElapsedTime(last) >= AtLeastEvery;

    internal void Take(Checkpoint checkpoint)
    {
        Save(checkpoint);
        last = Stopwatch.GetTimestamp();
    }
}
