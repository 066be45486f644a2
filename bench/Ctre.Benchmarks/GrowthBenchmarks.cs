using BenchmarkDotNet.Attributes;
using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Benchmarks;

/// <summary>
/// The search for the most similar absent pairs of a layer, at three tenths of its connections, on rows as a network has them: all pairs
/// on all rows, all pairs on a sample, sketches of the sample, and buckets.
/// </summary>
public class GrowthBenchmarks : IDisposable
{
    private const int Sample = 1024;
    private const double Density = 0.01;

    private readonly WorkerTeam team = new(Environment.ProcessorCount);
    private Connections connections = Connections.Complete(1, 1);
    private bool[] free = [];
    private NeuronRows outputs = new(1, 1), inputs = new(1, 1);
    private CountSketch outputSketches = new(1), inputSketches = new(1);
    private int wanted;

    /// <summary>Neurons on both sides.</summary>
    [Params(1000, 5000)]
    public int Width { get; set; }

    /// <summary>Draws rows and connections.</summary>
    [GlobalSetup]
    public void Draw()
    {
        connections = Topology.ErdosRenyi.Draw(Width, Width, (int)(Density * Width * Width), 1, 0);
        free = new bool[connections.Count];
        wanted = 3 * connections.Count / 10;
        (outputs, inputs) = (Rows(1), Rows(2));
        (outputSketches, inputSketches) = (SketchesOf(outputs), SketchesOf(inputs));
    }

    /// <summary>Ends the threads.</summary>
    [GlobalCleanup]
    public void Dispose() => team.Dispose();

    /// <summary>All pairs on the sample.</summary>
    [Benchmark(Baseline = true)]
    public int AllPairs() => AbsentPairScan.Best(connections, free, outputs, inputs, wanted, team).Length;

    /// <summary>All pairs on sketches, the best of them on the sample.</summary>
    [Benchmark]
    public int OnSketches() =>
        SketchSearch.Best(connections, free, (outputs, outputSketches), (inputs, inputSketches), wanted, team).Length;

    /// <summary>Pairs within buckets.</summary>
    [Benchmark]
    public int InBuckets() => LshSearch.Best(connections, free, outputs, inputs, wanted, 1, team).Length;

    private NeuronRows Rows(long seed)
    {
        Rng random = Rng.For(seed, RandomPurpose.Generator), shared = Rng.For(0, RandomPurpose.Generator);
        float[][] prototypes =
            [.. Enumerable.Range(0, 50).Select(_ => Enumerable.Range(0, Sample).Select(_ => (float)shared.Gaussian()).ToArray())];
        var rows = new NeuronRows(Width, Sample);
        for (int neuron = 0; neuron < Width; neuron++)
        {
            float[] prototype = prototypes[(int)random.Below(prototypes.Length)];
            for (int s = 0; s < Sample; s++) rows.Row(neuron)[s] = MathF.Max(0, prototype[s] + (float)random.Gaussian());
            RowNormalization.Scale(rows.Row(neuron), 0);
        }

        return rows;
    }

    private static CountSketch SketchesOf(NeuronRows rows)
    {
        var sketches = new CountSketch(rows.Neurons);
        float[] signs = CountSketch.Signs(1, rows.Stride);
        for (int neuron = 0; neuron < rows.Neurons; neuron++) sketches.Take(neuron, rows.Row(neuron), signs);
        return sketches;
    }
}
