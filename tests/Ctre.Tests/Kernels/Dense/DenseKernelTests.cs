using Ctre.Data;
using Ctre.Kernels;
using Ctre.Kernels.Dense;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Tests.Reference;

namespace Ctre.Tests.Kernels.Dense;

public sealed class DenseKernelTests
{
    private static readonly (int Rows, int Depth)[] Shapes = [(1, 1), (5, 3), (6, 7), (7, 300), (13, 17), (24, 64), (30, 515)];

    [Fact]
    public void The_product_gives_the_bits_of_the_definition_for_a_matrix_and_its_transpose()
    {
        Rng random = Make.Random(1);
        foreach ((int rows, int depth) in Shapes)
            foreach (int columns in new[] { 8, 16, 24, 32, 40, 64, 72, 104, 128, 136 })
                foreach (bool transposed in new[] { false, true })
                {
                    float[] a = Make.Floats(random, rows * depth), b = Make.Floats(random, depth * columns);
                    float[] plain = Make.Floats(random, rows * columns), fast = [.. plain];
                    (int aRow, int aStep) = transposed ? (1, rows) : (depth, 1);
                    Definition.AddProduct(a, aRow, aStep, b, columns, plain, columns, rows, columns, depth);
                    DenseProduct.Add(ref a[0], aRow, aStep, ref b[0], columns, ref fast[0], columns, rows, columns, depth);
                    Bits.Same(plain, fast, $"{rows} × {depth} × {columns}");
                }
    }

    [Theory]
    [MemberData(nameof(KernelShapes.Batches), MemberType = typeof(KernelShapes))]
    public void A_complete_layer_gives_the_bits_of_the_sparse_kernels_forward_and_backward_in_any_shares(int batch)
    {
        Rng random = Make.Random(batch);
        foreach ((int outputs, int inputs) in KernelShapes.CompleteLayers)
        {
            var connections = Connections.Complete(outputs, inputs);
            float[] weights = Make.Floats(random, connections.Count), bias = Make.Floats(random, outputs);
            NeuronRows input = Make.RandomSignal(random, inputs, batch), dense = new(outputs, batch), sparse = new(outputs, batch);
            foreach (bool relu in new[] { false, true })
            {
                Definition.Forward(connections, weights, bias, input, sparse, KernelShapes.Clip(relu), input.Stride);
                DenseForward.Rows(weights, bias, input, dense, input.Stride, relu, 0, outputs / 2);
                DenseForward.Rows(weights, bias, input, dense, input.Stride, relu, outputs / 2, outputs);
                Bits.Same(sparse.Values, dense.Values);
            }

            NeuronRows delta = Make.RandomSignal(random, outputs, batch), back = new(inputs, batch), plain = new(inputs, batch);
            input.Values.CopyTo(back.Values);
            input.Values.CopyTo(plain.Values);
            float[] gradient = new float[weights.Length], other = new float[weights.Length];
            ActivationGradient below = new(Activations.LeakyRelu);
            foreach ((int begin, int end) in new[] { (0, inputs / 3), (inputs / 3, inputs) })
            {
                DenseBackward.Inputs(weights, gradient, delta, back, back, below, delta.Stride, begin, end,
                    new float[DenseBackward.ScratchLength(outputs, end - begin, delta.Stride)]);
            }

            Definition.WeightGradients(connections.ByInput, other, delta, plain, delta.Stride);
            Definition.InputGradients(connections.ByInput, connections.ByInput.FromSlots(weights), delta, plain, plain, below,
                delta.Stride);
            Bits.Same(plain.Values, back.Values, "input gradients");
            var otherBySlot = new float[other.Length];
            connections.ByInput.ToSlots(other, otherBySlot, 0, other.Length);
            for (int slot = 0; slot < gradient.Length; slot++)
            {
                // One chain over the samples, unlike the sparse kernel's lanes.
                float sum = 0;
                for (int s = 0; s < delta.Stride; s++)
                    sum = MathF.FusedMultiplyAdd(delta.Row(slot / inputs)[s], input.Row(slot % inputs)[s], sum);
                Assert.Equal(sum, gradient[slot]);
                Assert.Equal(otherBySlot[slot], gradient[slot], 1e-4);
            }
        }
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("all-relu")]
    [InlineData("tanh")]
    public void A_dense_network_has_the_gradients_of_the_reference(string kind)
    {
        Network network = Make.Net(5, [19, 70, 13, 4], 1, kind);
        Dataset data = Make.Noise(6, 37, 19, 4);
        using var run = new FloatRun(network, data, threads: 3);
        run.Backpropagate();
        (double[][,] weights, _) = DenseReferenceNetwork.Of(network).Gradients(Matrices.Of(data), data.Labels.ToArray());
        for (int l = 0; l < 3; l++)
            Close.To(Matrices.Flat(weights[l]), [.. run.GradientsBySlot(l).Select(g => (double)g)], 1e-4, $"gradients of layer {l}");
    }

    /// <summary>W = (1 2; 3 4), b = (1, −1), a = (1, 2) and (0, 1); δ = (1, 0) and (2, −1).</summary>
    [Fact]
    public void Two_by_two_by_hand()
    {
        float[] weights = [1, 2, 3, 4], gradient = new float[4];
        NeuronRows a = new(2, 2), z = new(2, 2), delta = new(2, 2);
        (a.Row(0)[0], a.Row(1)[0], a.Row(0)[1], a.Row(1)[1]) = (1, 2, 0, 1);
        (delta.Row(0)[0], delta.Row(1)[0], delta.Row(0)[1], delta.Row(1)[1]) = (1, 0, 2, -1);
        DenseForward.Rows(weights, [1, -1], a, z, 8, relu: false, 0, 2);
        Assert.Equal([6, 3], z.Row(0)[..2].ToArray());
        Assert.Equal([10, 3], z.Row(1)[..2].ToArray());
        DenseBackward.Inputs(weights, gradient, delta, a, a, new ActivationGradient(Activations.Linear), 8, 0, 2,
            new float[DenseBackward.ScratchLength(2, 2, 8)]);
        Assert.Equal([1, 4, 0, -1], gradient);
        Assert.Equal([1, -1], a.Row(0)[..2].ToArray());
        Assert.Equal([2, 0], a.Row(1)[..2].ToArray());
    }
}
