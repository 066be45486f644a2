using System.Diagnostics;

namespace Ctre.Training;

/// <summary>When a run is saved, and how. A run that is stopped is saved as well.</summary>
/// <param name="Save">Saves a checkpoint; the run waits for it.</param>
public sealed record CheckpointPlan(Action<Checkpoint> Save)
{
    private const int Share = 20;

    private long last = Stopwatch.GetTimestamp();
    private TimeSpan taken;

    /// <summary>Epochs from one checkpoint to the next, 1 or more. Default 10.</summary>
    public int EveryEpochs
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(EveryEpochs), $"EveryEpochs must be 1 or more, not {value}.");
    } = 10;

    /// <summary>The longest time without a checkpoint. Default 5 minutes.</summary>
    public TimeSpan AtLeastEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether epochs that are very short pass without a checkpoint, so that saving takes at most a twentieth of the time. Default false.</summary>
    public bool LimitsOverhead { get; init; }

    /// <summary>
    /// Whether a run has also diverged when its numbers are finite and worthless: an epoch's mean loss is over ten times that of a guess, or
    /// the network gives all validation rows the same answer and did not before. Default false.
    /// </summary>
    public bool DetectsCollapse { get; init; }

    /// <summary>Whether it is time, after a step or an epoch.</summary>
    internal bool IsDue(TrainingState state)
    {
        TimeSpan since = Stopwatch.GetElapsedTime(last);
        bool isEpoch = state.Row == 0 && (state.Epoch - 1) % EveryEpochs == 0;
        return since >= AtLeastEvery || (isEpoch && (!LimitsOverhead || since >= Share * taken));
    }

    internal void Take(Checkpoint checkpoint)
    {
        long begin = Stopwatch.GetTimestamp();
        Save(checkpoint);
        last = Stopwatch.GetTimestamp();
        taken = Stopwatch.GetElapsedTime(begin, last);
    }
}
