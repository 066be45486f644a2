using BenchmarkDotNet.Attributes;
using Ctre.Kernels;
using Ctre.Kernels.Sparse;
using Ctre.Sparse;

namespace Ctre.Benchmarks;

/// <summary>The sparse kernels of one layer on one part of a batch, 64 samples, on one thread.</summary>
public class KernelBenchmarks
{
    private const int Samples = 64;

    private readonly ActivationGradient relu = new(Activations.Relu);
    private Connections connections = Connections.Complete(1, 1);
    private float[] weights = [], bias = [], gradient = [], biasBelow = [];
    private NeuronRows a = new(1, 1), z = new(1, 1), delta = new(1, 1);

    /// <summary>Neurons on both sides.</summary>
    [Params(1000, 5000)]
    public int Width { get; set; }

    /// <summary>Share of possible connections that exist.</summary>
    [Params(0.01, 0.1)]
    public double Density { get; set; }

    /// <summary>Draws a layer and signals.</summary>
    [GlobalSetup]
    public void Draw()
    {
        connections = Topology.ErdosRenyi.Draw(Width, Width, (int)(Density * Width * Width), 1, 0);
        Rng random = Rng.For(1, RandomPurpose.Generator);
        (weights, gradient) = (new float[connections.Count], new float[connections.Count]);
        (bias, biasBelow) = (new float[Width], new float[Width]);
        (a, z, delta) = (new NeuronRows(Width, Samples), new NeuronRows(Width, Samples), new NeuronRows(Width, Samples));
        foreach (ref float weight in weights.AsSpan()) weight = (float)random.Uniform() * 1e-3f;
        foreach (ref float value in a.Values) value = (float)random.Uniform();
        foreach (ref float value in delta.Values) value = (float)random.Uniform();
    }

    /// <summary>z = max(W a + b, 0): 2 operations per connection and sample.</summary>
    [Benchmark]
    public void Forward() => SparseForward.Rows(connections, weights, bias, a, z, Samples, true, 0, Width);

    /// <summary>
    /// Gradients of weights and inputs, which overwrite the inputs by numbers that stay positive: 4 operations per connection and sample.
    /// </summary>
    [Benchmark]
    public void Backward() =>
        SparseBackward.Inputs(connections.ByInput, weights, gradient, delta, a, a, relu, biasBelow, Samples, 0, Width);
}
