using Ctre.Benchmarking;

namespace Ctre.Benchmarks;

/// <summary>A training step of networks from thousands to millions of connections: its cost follows their number.</summary>
internal static class LinearCost
{
    private static readonly Workload[] Workloads =
    [
        Workload.AtEpsilon("", [784, 1000, 1000, 1000, 10], 1),
        Workload.AtEpsilon("", [784, 1000, 1000, 1000, 10], 5),
        Workload.AtEpsilon("", [784, 1000, 1000, 1000, 10], 20),
        Workload.AtEpsilon("", [784, 5000, 5000, 5000, 10], 10),
        Workload.AtEpsilon("", [784, 20_000, 20_000, 20_000, 10], 10),
        Workload.AtEpsilon("", [784, 50_000, 50_000, 50_000, 10], 10),
        Workload.AtEpsilon("", [784, 100_000, 100_000, 100_000, 10], 10),
        Workload.AtEpsilon("", [784, 147_000, 147_000, 147_000, 10], 10),
        Workload.AtEpsilon("", [784, 200_000, 200_000, 200_000, 10], 10),
    ];

    public static IEnumerable<string> Table()
    {
        int threads = Environment.ProcessorCount;
        yield return $"Batches of 100, {threads} threads.";
        yield return "";
        yield return "| network | connections | neurons | step, ms | ns per connection and sample |";
        yield return "|---|---:|---:|---:|---:|";
        foreach (Workload workload in Workloads)
        {
            GC.Collect();
            using var steps = new TrainingSteps(workload, threads);
            StepSpeed speed = steps.Speed(InterleavedTimer.Time(new TimingBudget(0.05, 2), default, steps.Step)[0].Best);
            yield return Tables.Line(
            [
                string.Join('-', workload.Sizes), $"{speed.Connections:N0}", $"{workload.Sizes.Sum():N0}",
                Tables.Text($"{1000 * workload.Recipe.BatchSize / speed.SamplesPerSecond:F3}"),
                Tables.Text($"{speed.NanosecondsPerConnectionSample:F3}"),
            ]);
        }
    }
}
