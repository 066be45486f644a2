using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Reports;
using Ctre.Benchmarking;

namespace Ctre.Benchmarks;

/// <summary>Training steps: forward, loss, backward and momentum update of a batch of 100, without a change of topology.</summary>
public class StepBenchmarks : IDisposable
{
    private TrainingSteps? steps;

    /// <summary>The network.</summary>
    [ParamsSource(nameof(Names))]
    public string Network { get; set; } = "";

    /// <summary>Number of threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>All networks of <c>ctre bench</c> but the large dense ones, which take gigabytes.</summary>
    public static IEnumerable<string> Names => SpeedPlan.Quick.Workloads.Select(NameOf);

    /// <summary>Draws the network.</summary>
    [GlobalSetup]
    public void Draw() => steps = new TrainingSteps(Find(Network), Threads);

    /// <summary>Ends its threads.</summary>
    [GlobalCleanup]
    public void Dispose() => steps!.Dispose();

    /// <summary>One step.</summary>
    [Benchmark]
    public void Step() => steps!.Step();

    /// <summary>The table of the README.</summary>
    internal static IEnumerable<string> Table(Summary summary)
    {
        yield return "| network | connections | samples/s, 1 thread | 2 threads | GFLOP/s, 1 thread | 2 threads |";
        yield return "|---|---:|---:|---:|---:|---:|";
        string[] order = [.. Names];
        foreach (var network in summary.Reports.GroupBy(report => (string)report.BenchmarkCase.Parameters[nameof(Network)])
            .OrderBy(network => Array.IndexOf(order, network.Key)))
        {
            Workload workload = Find(network.Key);
            StepSpeed[] speeds =
            [
                .. network.OrderBy(report => (int)report.BenchmarkCase.Parameters[nameof(Threads)])
                    .Select(report => Speed(workload, report)),
            ];
            yield return Tables.Line(
                [network.Key, $"{speeds[0].Connections:N0}", .. speeds.Select(s => $"{s.SamplesPerSecond:N0}"),
                    .. speeds.Select(s => $"{s.Gflops:F1}")]);
        }
    }

    private static StepSpeed Speed(Workload workload, BenchmarkReport report)
    {
        using var steps = new TrainingSteps(workload, 1);
        return steps.Speed(report.ResultStatistics!.Median / 1e9);
    }

    private static Workload Find(string name) => SpeedPlan.Quick.Workloads.First(workload => NameOf(workload) == name);

    private static string NameOf(Workload workload) =>
        string.Join('-', workload.Sizes) + ", " + (workload.IsDense ? "dense"
            : workload.Recipe.Density is { } density ? Tables.Text($"{100 * density} %")
            : Tables.Text($"ε = {workload.Recipe.Epsilon}"));
}
