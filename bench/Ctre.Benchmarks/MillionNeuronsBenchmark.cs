using System.Diagnostics;
using Ctre.Benchmarking;
using Ctre.Data;
using Ctre.Training;

namespace Ctre.Benchmarks;

/// <summary>
/// 65536-500000-500000-2 at ε = 5, 8.8 million connections among a million neurons, trained by ctre-sim on made-up documents: how much
/// memory it takes, and how long a step and an epoch's growth.
/// </summary>
internal static class MillionNeuronsBenchmark
{
    private const int Features = 65_536, Rows = 4_000, NonZeros = 100, Batch = 32, Epochs = 3, Topics = 2;

    public static IEnumerable<string> Report()
    {
        int threads = Environment.ProcessorCount;
        List<string> lines = [];
        Recipe recipe = new()
        {
            Method = "ctre-sim",
            Hidden = [500_000, 500_000],
            Epsilon = 5,
            BatchSize = Batch,
            Epochs = Epochs,
            WiringRounds = 0,
        };
        DataSplit split = DataSplit.Create(Documents(), null, 0.1, 0.1, seed: 0);
        long idle = Process.GetCurrentProcess().PeakWorkingSet64;
        var watch = Stopwatch.StartNew();
        using var trainer = new Trainer(split, recipe, threads);
        lines.Add(Tables.Text(
            $"{threads} threads. Drawn in {watch.Elapsed.TotalSeconds:F1} s; {trainer.Network.Connections:N0} connections."));
        lines.Add("");
        lines.Add("| epoch | training loss | validation | step, ms | growth, s | replaced |");
        lines.Add("|---:|---:|---:|---:|---:|---:|");
        int steps = (split.Training.Count + Batch - 1) / Batch;
        double fastest = double.MaxValue;
        trainer.Train(report =>
        {
            fastest = Math.Min(fastest, report.TrainingSeconds / steps);
            lines.Add(Tables.Text(
                $"| {report.Epoch} | {report.Loss:F4} | {report.ValidationAccuracy:P1} | {1000 * report.TrainingSeconds / steps:F1} | ")
                + Tables.Text($"{report.TopologySeconds:F1} | {report.Replaced.Sum():N0} |"));
        });

        long connections = trainer.Network.Connections, neurons = Features + recipe.Hidden.Sum() + Topics;
        double allowed = 40.0 * connections + 24.0 * neurons * Batch, peak = Process.GetCurrentProcess().PeakWorkingSet64;
        double bandwidth = MachineSpeed.Measure(threads, new TimingBudget(0.05, 0.5), 1 << 24, default).BandwidthGBsAllThreads;
        double bytes = StepBytes(connections, recipe.Hidden.Sum());
        lines.Add("");
        lines.Add(Tables.Text($"Memory at most {peak / 1e6:F0} MB, {idle / 1e6:F0} MB of it the runtime and the data before training;"));
        lines.Add(Tables.Text($"40 bytes per connection and 24 per neuron and sample of a batch are {allowed / 1e6:F0} MB."));
        lines.Add(Tables.Text(
            $"A step moves {bytes / 1e9:F2} GB; at {bandwidth:F0} GB/s that takes {1000 * bytes / bandwidth / 1e9:F1} ms, ")
            + Tables.Text(
                $"the fastest epoch's steps took {1000 * fastest:F1} ms: {fastest * bandwidth * 1e9 / bytes:F2} times as long."));
        return lines;
    }

    /// <summary>
    /// What a step reads and writes at least. Forward: column and weight, and the input's samples. Backward: output, weight and
    /// gradient, and δ of the output's samples. Update: gradient, velocity twice, weight in both orders, its slot. And each hidden
    /// neuron's samples written forward, read and written backward. Samples are of 4 bytes.
    /// </summary>
    private static double StepBytes(long connections, long hidden) =>
        connections * ((4 + 4 + 4 * Batch) + (4 + 4 + 4 + 4 * Batch) + (4 + 8 + 8 + 4 + 4.0)) + hidden * 4.0 * Batch * 4;

    /// <summary>Documents of two topics: words of Zipf's frequencies, some of them more frequent in one topic.</summary>
    private static Dataset Documents()
    {
        Rng random = Rng.For(0, RandomPurpose.Generator);
        var offsets = new int[Rows + 1];
        List<int> columns = [];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % Topics)];
        for (int row = 0; row < Rows; row++)
        {
            var words = new SortedSet<int>();
            while (words.Count < NonZeros)
            {
                int word = (int)(Math.Pow(Features, random.Uniform()) - 1);
                bool isTopical = random.Below(5) == 0;
                words.Add(isTopical ? (word & ~1) | labels[row] : word);
            }

            columns.AddRange(words);
            offsets[row + 1] = columns.Count;
        }

        float[] values = [.. columns.Select(_ => 1f + random.Below(3))];
        return new Dataset("documents", new SparseRows(Features, offsets, [.. columns], values), labels, ["0", "1"]);
    }
}
