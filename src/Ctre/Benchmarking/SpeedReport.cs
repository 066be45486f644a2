using System.Diagnostics;
using Ctre.Data;

namespace Ctre.Benchmarking;

/// <summary>How fast training is on this machine, beside what the machine can do at best.</summary>
/// <param name="Machine">Peak and bandwidth.</param>
/// <param name="Steps">Training steps: the workloads in their order, each on one thread and on all.</param>
/// <param name="Growth">Growth steps.</param>
internal sealed record SpeedReport(MachineSpeed Machine, IReadOnlyList<StepSpeed> Steps, IReadOnlyList<GrowthSpeed> Growth)
{
    /// <summary>The break-even density of the first shape that has a dense network, on all threads; null if none has.</summary>
    public BreakEven? BreakEven =>
        Steps.FirstOrDefault(step => step.Workload.IsDense && step.Threads == Machine.Threads) is { } dense
            ? BreakEven.Of(SparseRivals(dense), dense)
            : null;

    /// <summary>The dense network of the same shape on as many threads, or null if it was not measured.</summary>
    /// <param name="step">A step of this report.</param>
    public StepSpeed? DenseRival(StepSpeed step) => Steps.FirstOrDefault(other => other.Workload.IsDense && IsSameRace(other, step));

    /// <summary>The sparse networks of the same shape on as many threads.</summary>
    /// <param name="step">A step of this report.</param>
    public IEnumerable<StepSpeed> SparseRivals(StepSpeed step) => Steps.Where(other => !other.Workload.IsDense && IsSameRace(other, step));

    /// <summary>Measures in passes far apart, so that a disturbance of some seconds affects only one of them.</summary>
    /// <param name="plan">What, and how long; one workload at least.</param>
    /// <param name="threads">The number of threads, 1 or more; all but growth is measured on one thread as well.</param>
    /// <param name="growthData">The data whose activations growth compares; null for synthetic images.</param>
    /// <param name="progress">Receives what is measured next.</param>
    /// <param name="cancel">Stops between two rounds.</param>
    /// <exception cref="OperationCanceledException">The measurement was stopped.</exception>
    public static SpeedReport Measure(
        SpeedPlan plan, int threads, DataSplit? growthData = null, Action<string>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        int[] counts = threads == 1 ? [1] : [1, threads];
        (Workload Workload, int Threads)[] works = [.. plan.Workloads.SelectMany(workload => counts.Select(count => (workload, count)))];
        var best = new Dictionary<(Workload, int), StepSpeed>();
        var lasted = new Dictionary<string, double>();
        MachineSpeed? machine = null;
        Deadline end = new(plan.Seconds), endOfSteps = new(SpeedPlan.ShareOfSteps * plan.Seconds);
        for (int pass = 1; pass <= SpeedPlan.Passes; pass++)
        {
            int left = works.Length;
            foreach (var shape in works.GroupBy(work => work.Workload.Shape))
            {
                if (lasted.TryGetValue(shape.Key, out double needed) && needed > endOfSteps.Left) continue;
                progress?.Invoke($"{shape.Key}, pass {pass} of {SpeedPlan.Passes}");
                long start = Stopwatch.GetTimestamp();
                Deadline endOfShape = new(endOfSteps.Left * shape.Count() / left);
                left -= shape.Count();
                MachineSpeed now = MachineSpeed.Measure(threads, plan.MachineEffort with { Deadline = endOfShape }, plan.TriadLength,
                    cancel);
                machine = machine?.Best(now) ?? now;
                foreach (StepSpeed speed in Time([.. shape], plan.Effort with { Deadline = endOfShape }, cancel))
                {
                    (Workload, int) key = (speed.Workload, speed.Threads);
                    if (!best.TryGetValue(key, out StepSpeed? before) || speed.GainOver(before) > 1) best[key] = speed;
                }

                lasted[shape.Key] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        return new SpeedReport(machine!, [.. works.Select(work => best[work])], Grow(plan, threads, end, growthData, progress, cancel));
    }

    private static GrowthSpeed[] Grow(
        SpeedPlan plan, int threads, Deadline end, DataSplit? data, Action<string>? progress, CancellationToken cancel)
    {
        if (plan.Growth.Count == 0) return [];
        GC.Collect();
        progress?.Invoke("growth");
        DataSplit split = data ?? SyntheticImages.Split(plan.GrowthRows);
        return [.. plan.Growth.SelectMany((recipe, i) =>
            GrowthSteps.Measure(split, recipe, threads, new Deadline(end.Left / (plan.Growth.Count - i)), cancel))];
    }

    private static bool IsSameRace(StepSpeed one, StepSpeed other) =>
        one.Workload.Shape == other.Workload.Shape && one.Threads == other.Threads;

    private static StepSpeed[] Time((Workload Workload, int Threads)[] works, TimingBudget effort, CancellationToken cancel)
    {
        // The networks of the shape before may hold gigabytes.
        GC.Collect();
        var all = new List<TrainingSteps>();
        try
        {
            foreach ((Workload workload, int threads) in works)
            {
                cancel.ThrowIfCancellationRequested();
                all.Add(new TrainingSteps(workload, threads));
            }

            (double Best, double Median)[] times = InterleavedTimer.Time(effort, cancel, [.. all.Select(steps => (Action)steps.Step)]);
            return [.. all.Select((steps, i) => steps.Speed(times[i].Best))];
        }
        finally
        {
            foreach (TrainingSteps steps in all) steps.Dispose();
        }
    }
}
