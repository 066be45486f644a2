namespace Ctre.Benchmarking;

/// <summary>How fast training is on this machine, beside what the machine can do at best.</summary>
/// <param name="Machine">Peak and bandwidth.</param>
/// <param name="Steps">Training steps: the workloads in their order, each on one thread and on all.</param>
/// <param name="Growth">Growth steps.</param>
public sealed record SpeedReport(MachineSpeed Machine, IReadOnlyList<StepSpeed> Steps, IReadOnlyList<GrowthSpeed> Growth)
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

    /// <summary>Measures.</summary>
    /// <param name="plan">What, and how long.</param>
    /// <param name="threads">The number of threads, 1 or more; all but growth is measured on one thread besides.</param>
    /// <param name="progress">Told what is measured next.</param>
    /// <param name="cancel">Stops between two rounds.</param>
    /// <exception cref="OperationCanceledException">The measurement was stopped.</exception>
    public static SpeedReport Measure(
        SpeedPlan plan, int threads, Action<string>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        MachineSpeed machine = MeasureMachine();
        var steps = new List<StepSpeed>();
        foreach (IGrouping<string, Workload> shape in plan.Workloads.GroupBy(workload => workload.Shape))
        {
            progress?.Invoke($"training steps of {shape.Key}");
            int[] counts = threads == 1 ? [1] : [1, threads];
            steps.AddRange(Time([.. shape.SelectMany(workload => counts.Select(count => (workload, count)))], plan.Effort, cancel));
            machine = machine.Best(MeasureMachine());
        }

        return new SpeedReport(machine, steps, Growth: []);

        MachineSpeed MeasureMachine()
        {
            progress?.Invoke("peak and memory bandwidth");
            return MachineSpeed.Measure(threads, plan.MachineEffort, plan.TriadLength, cancel);
        }
    }

    private static bool IsSameRace(StepSpeed one, StepSpeed other) =>
        one.Workload.Shape == other.Workload.Shape && one.Threads == other.Threads;

    private static StepSpeed[] Time((Workload Workload, int Threads)[] works, TimingEffort effort, CancellationToken cancel)
    {
        var all = new List<TrainingSteps>();
        try
        {
            foreach ((Workload workload, int threads) in works)
            {
                cancel.ThrowIfCancellationRequested();
                all.Add(new TrainingSteps(workload, threads));
            }

            (double Best, double Median)[] times = Rounds.Time(effort, cancel, [.. all.Select(steps => (Action)steps.Step)]);
            return [.. all.Select((steps, i) => steps.Speed(times[i].Best))];
        }
        finally
        {
            foreach (TrainingSteps steps in all) steps.Dispose();
        }
    }
}
