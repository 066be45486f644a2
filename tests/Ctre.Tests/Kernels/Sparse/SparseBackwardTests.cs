using Ctre.Kernels;
using Ctre.Kernels.Sparse;
using Ctre.Sparse;

namespace Ctre.Tests.Kernels.Sparse;

public sealed class SparseBackwardTests
{
    [Theory]
    [MemberData(nameof(KernelShapes.Batches), MemberType = typeof(KernelShapes))]
    public void Inputs_give_the_bits_of_the_definition(int batch)
    {
        Rng random = Make.Random(batch);
        int samples = NeuronRows.Pad(batch);
        foreach (Connections connections in KernelShapes.Layers(random))
        {
            float[] weights = Make.Floats(random, connections.Count);
            NeuronRows delta = Make.RandomSignal(random, connections.Outputs, batch);
            NeuronRows input = Make.RandomSignal(random, connections.Inputs, batch),
                other = Make.RandomSignal(random, connections.Inputs, batch);
            input.Row(0).Clear(); // a silent neuron
            foreach (ActivationGradient? below in Below())
            {
                foreach (bool gated in new[] { false, true })
                {
                    NeuronRows fast = KernelShapes.Copy(input), plain = KernelShapes.Copy(input);
                    float[] fastGradient = Filled(connections.Count), plainGradient = Filled(connections.Count);
                    SparseBackward.Inputs(
                        connections.ByInput, weights, fastGradient, delta, fast, gated ? other : fast, below, null, samples, 0,
                            connections.Inputs);
                    KernelShapes.Backward(connections.ByInput, weights, plainGradient, delta, plain, gated ? other : plain, below, samples);
                    Bits.Same(plainGradient, fastGradient, $"weight gradients below {below}");
                    KernelShapes.Same(plain, fast, samples, $"input gradients below {below}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelShapes.Batches), MemberType = typeof(KernelShapes))]
    public void Biases_below_are_summed_on_the_way(int batch)
    {
        Rng random = Make.Random(batch);
        int samples = NeuronRows.Pad(batch);
        foreach (Connections connections in KernelShapes.Layers(random))
        {
            float[] weights = Make.Floats(random, connections.Count), gradient = new float[connections.Count];
            NeuronRows delta = Make.RandomSignal(random, connections.Outputs, batch),
                input = Make.RandomSignal(random, connections.Inputs, batch);
            for (int row = 0; row < delta.Neurons; row++) delta.Row(row)[batch..].Clear();
            input.Row(0).Clear();
            foreach (ActivationGradient? below in Below().Where(f => f is not null))
            {
                NeuronRows fast = KernelShapes.Copy(input);
                float[] bias = Filled(connections.Inputs), expected = Filled(connections.Inputs);
                SparseBackward.Inputs(
                    connections.ByInput, weights, gradient, delta, fast, fast, below, bias, samples, 0, connections.Inputs);
                Definition.BiasGradients(fast, expected, samples);
                Bits.Same(expected, bias, $"bias gradients below {below}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelShapes.Batches), MemberType = typeof(KernelShapes))]
    public void Bias_gives_the_bits_of_the_definition(int batch)
    {
        NeuronRows delta = Make.RandomSignal(Make.Random(batch), 11, batch);
        float[] fast = Filled(11), plain = Filled(11);
        SparseBackward.Bias(delta, fast, delta.Stride, 2, 10);
        Definition.BiasGradients(delta, plain, delta.Stride);
        Bits.Same(plain.AsSpan(2..10), fast.AsSpan(2..10));
        Assert.Equal((7, 7), (fast[1], fast[10]));
    }

    [Fact]
    public void The_first_layer_keeps_its_inputs()
    {
        Rng random = Make.Random(3);
        Connections connections = Make.Topology(random, 6, 9, 0.4);
        NeuronRows input = Make.RandomSignal(random, 9, 20), before = KernelShapes.Copy(input);
        SparseBackward.Inputs(
            connections.ByInput, Make.Floats(random, connections.Count), new float[connections.Count], Make.RandomSignal(random, 6, 20),
            input, input, null, null, 24, 0, 9);
        Bits.Same(before.Values, input.Values);
    }

    private static IEnumerable<ActivationGradient?> Below()
    {
        yield return null;
        foreach (string kind in KernelShapes.ActivationNames)
            foreach (int layer in new[] { 0, 1 })
                foreach (float keep in new[] { 1, 0.7f }) yield return new(Activations.Find(kind)!.ForHidden(layer), keep);
    }

    private static float[] Filled(int count) => [.. Enumerable.Repeat(7f, count)];
}
