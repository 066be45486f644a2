using System.Diagnostics;

namespace Ctre.Training;

/// <summary>When a run is saved, and how. It is also saved before it begins, and when it is stopped.</summary>
/// <param name="Save">Saves a checkpoint; the run waits for it.</param>
public sealed record CheckpointPlan(Action<Checkpoint> Save)
{
    /// <summary>Epochs from one checkpoint to the next, 1 or more. Default 10.</summary>
    public int EveryEpochs
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(EveryEpochs), $"EveryEpochs must be 1 or more, not {value}.");
    } = 10;

    /// <summary>The longest time without a checkpoint. Default 5 minutes.</summary>
    public TimeSpan AtLeastEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether epochs that are very short pass without a checkpoint, so that saving takes at most a twentieth of the time. Default false.
    /// </summary>
    public bool LimitsOverhead { get; init; }
}

/// <summary>Carries out a plan: knows when the last checkpoint was saved, and how long that took.</summary>
internal sealed class CheckpointClock(CheckpointPlan plan)
{
    private const int Share = 20;

    private long last = Stopwatch.GetTimestamp();
    private TimeSpan taken;

    /// <summary>Whether it is time, after a step or an epoch.</summary>
    public bool IsDue(TrainingState state)
    {
        TimeSpan since = Stopwatch.GetElapsedTime(last);
        bool isEpoch = state.Row == 0 && (state.Epoch - 1) % plan.EveryEpochs == 0;
        return since >= plan.AtLeastEvery || (isEpoch && (!plan.LimitsOverhead || since >= Share * taken));
    }

    /// <summary>Saves a checkpoint.</summary>
    public void Save(Checkpoint checkpoint)
    {
        long begin = Stopwatch.GetTimestamp();
        plan.Save(checkpoint);
        last = Stopwatch.GetTimestamp();
        taken = Stopwatch.GetElapsedTime(begin, last);
    }
}
