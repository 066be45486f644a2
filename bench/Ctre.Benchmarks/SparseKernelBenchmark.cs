using Ctre.Benchmarking;
using Ctre.Kernels;
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

    /// <summary>A batch of 100 as it is cut, and one of 128.</summary>
    private static readonly int[][] Batches = [[48, 52], [64, 64]];

    public static IEnumerable<string> Table()
    {
        var effort = new TimingEffort(0.01, 0.5);
        double peak = MachineSpeed.Measure(1, effort, 1 << 20, default).PeakGflops;
        yield return Tables.Text($"Peak of one core: {peak:F0} GFLOP/s.");
        yield return "";
        yield return "| inputs × outputs | density | samples | forward, GFLOP/s | backward, GFLOP/s | both, of peak |";
        yield return "|---|---:|---:|---:|---:|---:|";
        foreach ((int inputs, int outputs, double density) in Layers)
            foreach (int[] parts in Batches) yield return Measure(inputs, outputs, density, parts, effort, peak);
    }

    private static string Measure(int inputs, int outputs, double density, int[] parts, TimingEffort effort, double peak)
    {
        Connections connections = ErdosRenyi.Draw(outputs, inputs, (int)(density * outputs * inputs), 1, 0);
        Rng random = Rng.For(1, RandomPurpose.Generator);
        float[] weights = new float[connections.Count], bias = new float[outputs], gradient = new float[connections.Count];
        foreach (ref float w in weights.AsSpan()) w = random.Symmetric(1e-3);
        int most = parts.Max(), samples = parts.Sum();
        Signal a = new(inputs, most), z = new(outputs, most), delta = new(outputs, most);
        foreach (ref float value in a.Values) value = (float)random.Uniform();
        foreach (ref float value in delta.Values) value = random.Symmetric(1);
        var linear = new Activation(ActivationKind.Linear, 0);
        InputOrder order = connections.ByInput;
        int[] padded = [.. parts.Select(Signal.Pad)];
        // The backward pass overwrites a by the same numbers every time.
        (double Best, double Median)[] times = Rounds.Time(
            effort, default,
            () => Each(part => SparseForward.Rows(connections, weights, bias, a, z, part, true, 0, outputs)),
            () => Each(part => SparseBackward.Inputs(order, weights, gradient, delta, a, a, linear, part, 0, inputs)));
        double work = 2e-9 * samples * connections.Count;
        return Tables.Text(
            $"| {inputs} × {outputs} | {100 * density} % | {string.Join(" + ", parts)} | {work / times[0].Best:F1} | {2 * work / times[1].Best:F1} | {300 * work / (times[0].Best + times[1].Best) / peak:F0} % |");

        void Each(Action<int> run)
        {
            foreach (int part in padded) run(part);
        }
    }
}
