using System.Runtime.Intrinsics;
using Ctre.Benchmarking;
using Ctre.Kernels;
using Ctre.Kernels.Rows;
using Ctre.Kernels.Sparse;
using Ctre.Sparse;
using Ctre.Topology;

namespace Ctre.Benchmarks;

/// <summary>
/// The sparse kernels on the parts of a batch, on one thread, as a share of the peak of one core: 2 operations per connection and
/// sample forward, 4 backward.
/// </summary>
internal static class SparseKernelBenchmark
{
    private static readonly (int Inputs, int Outputs, double Density)[] Layers =
        [(784, 1000, 0.1), (1000, 1000, 0.1), (1000, 1000, 0.01), (5000, 5000, 0.01), (5000, 5000, 0.002)];

    /// <summary>A batch of 100 as it is cut for two workers and, with vectors of sixteen, as one worker takes it; and one of 128.</summary>
    private static readonly int[][] Batches = Vector512.IsHardwareAccelerated ? [[48, 52], [100], [64, 64]] : [[48, 52], [64, 64]];

    public static IEnumerable<string> Table()
    {
        var effort = new TimingBudget(0.01, 0.5);
        double peak = MachineSpeed.Measure(1, effort, 1 << 20, default).PeakGflops;
        yield return Tables.Text($"Peak of one core: {peak:F0} GFLOP/s.");
        yield return "";
        yield return "| inputs × outputs | density | samples | forward, GFLOP/s | backward, GFLOP/s | both, of peak |";
        yield return "|---|---:|---:|---:|---:|---:|";
        foreach ((int inputs, int outputs, double density) in Layers)
            foreach (int[] parts in Batches) yield return Measure(inputs, outputs, density, parts, effort, peak);
    }

    private static string Measure(int inputs, int outputs, double density, int[] parts, TimingBudget effort, double peak)
    {
        Connections connections = ErdosRenyi.Draw(outputs, inputs, (int)(density * outputs * inputs), 1, 0);
        Rng random = Rng.For(1, RandomPurpose.Generator);
        float[] weights = new float[connections.Count], bias = new float[outputs], gradient = new float[connections.Count],
            biasBelow = new float[inputs];
        foreach (ref float w in weights.AsSpan()) w = (float)random.Uniform() * 1e-3f;
        // Each part has its own signals, as in training.
        Part[] each = [.. parts.Select(samples => Draw(samples, inputs, outputs, random))];
        var relu = new ActivationGradient(Activations.Relu);
        InputOrder order = connections.ByInput;
        // The backward pass overwrites a by the same numbers every time; they are positive, as activations are that have a gradient.
        (double Best, double Median)[] times = InterleavedTimer.Time(
            effort, default,
            () => Array.ForEach(each, part => SparseForward.Rows(
                connections, weights, bias, part.Input, part.Output, part.Samples, true, 0, outputs)),
            () => Array.ForEach(each, part => SparseBackward.Inputs(
                order, weights, gradient, part.Delta, part.Input, part.Input, relu, biasBelow, part.Samples, 0, inputs)));
        double work = 2e-9 * parts.Sum() * connections.Count;
        (double forward, double backward) = (times[0].Best, times[1].Best);
        return Tables.Text($"| {inputs} × {outputs} | {100 * density} % | {string.Join(" + ", parts)} | {work / forward:F1} ")
            + Tables.Text($"| {2 * work / backward:F1} | {300 * work / (forward + backward) / peak:F0} % |");
    }

    private static Part Draw(int samples, int inputs, int outputs, Rng random)
    {
        int room = LongRow.Is(samples) ? LongRow.MaxSamples : samples;
        var part = new Part(NeuronRows.Pad(samples), new NeuronRows(inputs, room), new NeuronRows(outputs, room),
            new NeuronRows(outputs, room));
        foreach (ref float value in part.Input.Values) value = (float)random.Uniform();
        foreach (ref float value in part.Delta.Values) value = (float)random.Uniform();
        return part;
    }

    private sealed record Part(int Samples, NeuronRows Input, NeuronRows Output, NeuronRows Delta);
}
