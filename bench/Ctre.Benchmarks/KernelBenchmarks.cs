using BenchmarkDotNet.Attributes;
using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Benchmarks;

/// <summary>The sparse kernels of one layer on one part of a batch, 64 samples, on one thread.</summary>
public class KernelBenchmarks
{
    private const int Samples = 64;

    private readonly Activation relu = new(ActivationKind.Relu, 0);
    private Connections connections = Connections.Complete(1, 1);
    private float[] weights = [], bias = [], gradient = [];
    private Signal a = new(1, 1), z = new(1, 1), delta = new(1, 1);

    /// <summary>Neurons on both sides.</summary>
    [Params(1000, 5000)]
    public int Width { get; set; }

    /// <summary>Connections per place.</summary>
    [Params(0.01, 0.1)]
    public double Density { get; set; }

    /// <summary>Draws a layer and signals.</summary>
    [GlobalSetup]
    public void Draw()
    {
        connections = Topology.ErdosRenyi.Draw(Width, Width, (int)(Density * Width * Width), 1, 0);
        Rng random = Rng.For(1, RandomPurpose.Generator);
        (weights, bias, gradient) = (new float[connections.Count], new float[Width], new float[connections.Count]);
        (a, z, delta) = (new Signal(Width, Samples), new Signal(Width, Samples), new Signal(Width, Samples));
        foreach (ref float weight in weights.AsSpan()) weight = random.Symmetric(1);
        foreach (ref float value in a.Values) value = (float)random.Uniform();
        foreach (ref float value in delta.Values) value = random.Symmetric(1);
    }

    /// <summary>z = max(W a + b, 0): 2 operations per connection and sample.</summary>
    [Benchmark]
    public void Forward() => SparseForward.Rows(connections, weights, bias, a, z, Samples, true, 0, Width);

    /// <summary>Gradients of weights and inputs: 4 operations per connection and sample.</summary>
    [Benchmark]
    public void Backward() =>
        SparseBackward.Inputs(connections.ByInput, weights, gradient, delta, z, a, relu, null, Samples, 0, Width);
}
