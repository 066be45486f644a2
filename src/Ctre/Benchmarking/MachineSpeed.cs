using Ctre.Kernels;

namespace Ctre.Benchmarking;

/// <summary>What the machine can do at best.</summary>
/// <param name="Threads">The number of threads of the figures of all threads.</param>
/// <param name="PeakGflops">Float32 operations of one core, 10⁹ per second; a fused multiply-add is 2.</param>
/// <param name="PeakGflopsAllThreads">The same of all threads together.</param>
/// <param name="BandwidthGBs">Memory traffic of one thread, 10⁹ bytes per second, by <c>a ← b + s c</c>, 12 bytes per element.</param>
/// <param name="BandwidthGBsAllThreads">The same of all threads together.</param>
internal sealed record MachineSpeed(
    int Threads, double PeakGflops, double PeakGflopsAllThreads, double BandwidthGBs, double BandwidthGBsAllThreads)
{
    private const int Turns = 200_000;

    /// <summary>Measures.</summary>
    /// <param name="threads">Number of threads, 1 or more.</param>
    /// <param name="effort">How long.</param>
    /// <param name="triadLength">Values of each of three arrays, together much larger than the caches.</param>
    /// <param name="cancel">Stops between two rounds.</param>
    internal static MachineSpeed Measure(int threads, TimingBudget effort, int triadLength, CancellationToken cancel)
    {
        var triad = new Triad(triadLength);
        (double peak, double bandwidth) = Measure(1, effort, triad, cancel);
        (double allPeak, double allBandwidth) = threads == 1 ? (peak, bandwidth) : Measure(threads, effort, triad, cancel);
        return new MachineSpeed(threads, peak, allPeak, bandwidth, allBandwidth);
    }

    /// <summary>The better of each figure, as one of the measurements may have been disturbed.</summary>
    internal MachineSpeed Best(MachineSpeed other) => new(
        Threads, Math.Max(PeakGflops, other.PeakGflops), Math.Max(PeakGflopsAllThreads, other.PeakGflopsAllThreads),
        Math.Max(BandwidthGBs, other.BandwidthGBs), Math.Max(BandwidthGBsAllThreads, other.BandwidthGBsAllThreads));

    private static (double Gflops, double GBs) Measure(int threads, TimingBudget effort, Triad triad, CancellationToken cancel)
    {
        using var team = new WorkerTeam(threads);
        var results = new float[threads];
        double flops = PeakLoop.Run(Turns, out _) * threads;
        (double Best, double Median)[] times = InterleavedTimer.Time(
            effort, cancel,
            () => team.Run(worker => PeakLoop.Run(Turns, out results[worker])),
            () => team.Run(worker => triad.Share(worker, threads)));
        return (flops / times[0].Best / 1e9, triad.Bytes / times[1].Best / 1e9);
    }
}
