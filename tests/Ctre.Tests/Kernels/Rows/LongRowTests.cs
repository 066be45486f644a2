using System.Runtime.Intrinsics;
using Ctre.Kernels;
using Ctre.Kernels.Rows;
using Ctre.Kernels.Sparse;
using Ctre.Sparse;

namespace Ctre.Tests.Kernels.Rows;

/// <summary>Both parts of a batch at once, and the definition on one part after the other.</summary>
public sealed class LongRowTests
{
    private const int Cut = LongRow.Cut, All = LongRow.MaxSamples;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward_gives_the_bits_of_the_definition(bool relu)
    {
        RequireWideVectors();
        Rng random = Make.Random(1);
        foreach (Connections connections in KernelShapes.Layers(random))
        {
            float[] weights = Make.Floats(random, connections.Count), bias = Make.Floats(random, connections.Outputs);
            NeuronRows input = Make.RandomSignal(random, connections.Inputs, All), fast = new(connections.Outputs, All),
                plain = new(connections.Outputs, All);
            SparseForward.Rows(connections, weights, bias, input, fast, All, relu, 0, connections.Outputs);
            Definition.Forward(connections, weights, bias, input, plain, KernelShapes.Clip(relu), All);
            Bits.Same(plain.Values, fast.Values);
        }
    }

    [Fact]
    public void Backward_gives_the_bits_of_the_definition_on_each_part()
    {
        RequireWideVectors();
        Rng random = Make.Random(2);
        foreach (Connections connections in KernelShapes.Layers(random))
        {
            float[] weights = Make.Floats(random, connections.Count), gradient = new float[connections.Count];
            NeuronRows delta = Make.RandomSignal(random, connections.Outputs, All),
                input = Make.RandomSignal(random, connections.Inputs, All);
            input.Row(0).Clear(); // a silent neuron
            foreach (ActivationGradient? below in new ActivationGradient?[] { null, new(Activations.Relu), new(Activations.Sigmoid) })
            {
                Array.Fill(gradient, 7);
                NeuronRows fast = Columns(input, 0, All), first = Columns(input, 0, Cut), rest = Columns(input, Cut, All);
                float[] expected = Gradient(first, Columns(delta, 0, Cut), Cut),
                    added = Gradient(rest, Columns(delta, Cut, All), All - Cut);
                float[] bias = new float[connections.Inputs], expectedBias = new float[connections.Inputs];
                SparseBackward.Inputs(
                    connections.ByInput, weights, gradient, delta, fast, fast, below, below is null ? null : bias, All, 0,
                        connections.Inputs);
                Bits.Same([.. expected.Zip(added, (one, other) => one + other)], gradient, $"weight gradients below {below}");
                Bits.Same(first.Values, Columns(fast, 0, Cut).Values, $"input gradients below {below}");
                Bits.Same(rest.Values, Columns(fast, Cut, All).Values, $"input gradients below {below}");
                if (below is not null) SparseBackward.Bias(fast, expectedBias, All, 0, connections.Inputs);
                Bits.Same(expectedBias, bias, $"bias gradients below {below}");

                float[] Gradient(NeuronRows part, NeuronRows partDelta, int samples)
                {
                    var values = new float[connections.Count];
                    KernelShapes.Backward(connections.ByInput, weights, values, partDelta, part, part, below, samples);
                    return values;
                }
            }
        }
    }

    [Fact]
    public void Rows_that_are_too_short_are_refused()
    {
        Connections connections = Make.Topology(Make.Random(3), 3, 4, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            SparseForward.Rows(connections, new float[12], new float[3], new NeuronRows(4, 96), new NeuronRows(3, All), All, true, 0, 3));
    }

    private static void RequireWideVectors() => Assert.SkipUnless(Vector512.IsHardwareAccelerated, "needs vectors of sixteen");

    private static NeuronRows Columns(NeuronRows signal, int begin, int end)
    {
        var columns = new NeuronRows(signal.Neurons, end - begin);
        for (int row = 0; row < signal.Neurons; row++) signal.Row(row)[begin..end].CopyTo(columns.Row(row));
        return columns;
    }
}
