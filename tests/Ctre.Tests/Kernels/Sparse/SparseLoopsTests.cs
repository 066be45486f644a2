using Ctre.Kernels;
using Ctre.Kernels.Rows;
using Ctre.Kernels.Sparse;
using Ctre.Sparse;
using Sixteen = Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>;
using ThirtyTwo = Ctre.Kernels.Rows.Rows<
    Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>,
    Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Row8>;

namespace Ctre.Tests.Kernels.Sparse;

/// <summary>The loops for AVX2 have the bits of the definition also where wider vectors keep them from being used.</summary>
public sealed class SparseLoopsTests
{
    [Fact]
    public void Rows_of_16() => GiveTheBitsOfTheDefinition<Sixteen>();

    [Fact]
    public void Rows_of_32() => GiveTheBitsOfTheDefinition<ThirtyTwo>();

    [Fact]
    public void Rows_of_48() => GiveTheBitsOfTheDefinition<Rows<ThirtyTwo, Sixteen, Row8>>();

    [Fact]
    public void Rows_of_56() => GiveTheBitsOfTheDefinition<Rows<Rows<ThirtyTwo, Sixteen, Row8>, Row8, Row8>>();

    [Fact]
    public void Rows_of_64() => GiveTheBitsOfTheDefinition<Rows<ThirtyTwo, ThirtyTwo, Row8>>();

    private static void GiveTheBitsOfTheDefinition<TRow>()
        where TRow : struct, IRow<TRow, Row8>
    {
        int samples = TRow.Length;
        Rng random = Make.Random(samples);
        foreach (Connections connections in KernelShapes.Layers(random))
        {
            float[] weights = Make.Floats(random, connections.Count), bias = Make.Floats(random, connections.Outputs);
            NeuronRows input = Make.RandomSignal(random, connections.Inputs, samples),
                delta = Make.RandomSignal(random, connections.Outputs, samples);
            input.Row(0).Clear(); // a silent neuron
            foreach (bool relu in new[] { false, true })
            {
                NeuronRows fast = new(connections.Outputs, samples), plain = new(connections.Outputs, samples);
                SparseLoops<TRow, NoRow<Row8>, Row8>.Forward(connections, weights, bias, input, fast, relu, 0, connections.Outputs);
                Definition.Forward(connections, weights, bias, input, plain, KernelShapes.Clip(relu), samples);
                KernelShapes.Same(plain, fast, samples, "forward");
            }

            float[] gradient = new float[connections.Count], expected = new float[connections.Count];
            SparseLoops<TRow, NoRow<Row8>, Row8>.Gradients(connections.ByInput, gradient, delta, input, 0, connections.Inputs);
            KernelShapes.Backward(connections.ByInput, weights, expected, delta, input, input, null, samples);
            Bits.Same(expected, gradient, "gradients of the first layer");
            foreach (string kind in KernelShapes.ActivationNames)
            {
                ActivationGradient below = new(Activations.Find(kind)!);
                NeuronRows fast = KernelShapes.Copy(input), plain = KernelShapes.Copy(input);
                float[] biasBelow = new float[connections.Inputs], expectedBias = new float[connections.Inputs];
                SparseLoops<TRow, NoRow<Row8>, Row8>.Backward(
                    connections.ByInput, weights, gradient, delta, fast, fast, below, biasBelow, 0, connections.Inputs);
                KernelShapes.Backward(connections.ByInput, weights, expected, delta, plain, plain, below, samples);
                Definition.BiasGradients(plain, expectedBias, samples);
                Bits.Same(expected, gradient, $"weight gradients below {kind}");
                KernelShapes.Same(plain, fast, samples, $"input gradients below {kind}");
                Bits.Same(expectedBias, biasBelow, $"bias gradients below {kind}");
            }
        }
    }
}
