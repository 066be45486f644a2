using Ctre.Kernels;
using Ctre.Kernels.Sparse;
using Ctre.Sparse;

namespace Ctre.Tests.Kernels.Sparse;

public sealed class SparseForwardTests
{
    [Theory]
    [MemberData(nameof(KernelShapes.Batches), MemberType = typeof(KernelShapes))]
    public void Rows_give_the_bits_of_the_definition(int batch)
    {
        Rng random = Make.Random(batch);
        foreach (Connections connections in KernelShapes.Layers(random))
        {
            float[] weights = Make.Floats(random, connections.Count), bias = Make.Floats(random, connections.Outputs);
            if (weights.Length > 0) weights[0] = -0f;
            bias[0] = -0f;
            NeuronRows input = Make.RandomSignal(random, connections.Inputs, batch);
            foreach (bool relu in new[] { false, true })
            {
                NeuronRows fast = new(connections.Outputs, batch), plain = new(connections.Outputs, batch);
                SparseForward.Rows(connections, weights, bias, input, fast, fast.Stride, relu, 0, connections.Outputs);
                Definition.Forward(connections, weights, bias, input, plain, KernelShapes.Clip(relu), plain.Stride);
                Bits.Same(plain.Values, fast.Values);
            }
        }
    }

    [Fact]
    public void Rows_outside_the_slice_and_lines_beyond_the_batch_stay_as_they_are()
    {
        Rng random = Make.Random(1);
        Connections connections = Make.Topology(random, 9, 5, 0.5);
        NeuronRows input = Make.RandomSignal(random, 5, 80), output = new(9, 80);
        output.Values.Fill(7);
        SparseForward.Rows(connections, Make.Floats(random, connections.Count), new float[9], input, output, 40, true, 3, 6);
        for (int row = 0; row < 9; row++)
            for (int s = row is >= 3 and < 6 ? 48 : 0; s < 80; s++) Assert.Equal(7, output.Row(row)[s]);
    }
}
