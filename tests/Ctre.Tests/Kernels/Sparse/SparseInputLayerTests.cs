using Ctre.Kernels;
using Ctre.Kernels.Sparse;
using Ctre.Sparse;

namespace Ctre.Tests.Kernels.Sparse;

/// <summary>The numbers of the definition on the same inputs in full; the sign of a zero may differ.</summary>
public sealed class SparseInputLayerTests
{
    [Theory]
    [MemberData(nameof(KernelShapes.Batches), MemberType = typeof(KernelShapes))]
    public void Forward_gives_the_numbers_of_the_definition_in_any_shares(int batch)
    {
        Rng random = Make.Random(batch);
        foreach (Connections connections in KernelShapes.Layers(random))
        {
            float[] weights = Make.Floats(random, connections.Count), bias = Make.Floats(random, connections.Outputs);
            (NeuronRows full, SparseInput input) = Draw(random, connections.Inputs, batch);
            foreach (bool relu in new[] { false, true })
            {
                NeuronRows fast = new(connections.Outputs, batch), plain = new(connections.Outputs, batch);
                int half = connections.Outputs / 2;
                foreach ((int begin, int end) in new[] { (0, half), (half, connections.Outputs) })
                {
                    SparseInputLayer.Forward(
                        connections.ByInput, connections.ByInput.FromSlots(weights), bias, input, fast, fast.Stride, relu, begin, end);
                }

                Definition.Forward(connections, weights, bias, full, plain, KernelShapes.Clip(relu), plain.Stride);
                Assert.Equal(plain.Values.ToArray(), fast.Values.ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelShapes.Batches), MemberType = typeof(KernelShapes))]
    public void Gradients_are_the_numbers_of_the_definition_in_any_shares(int batch)
    {
        Rng random = Make.Random(batch);
        foreach (Connections connections in KernelShapes.Layers(random))
        {
            NeuronRows delta = Make.RandomSignal(random, connections.Outputs, batch);
            (NeuronRows full, SparseInput input) = Draw(random, connections.Inputs, batch);
            float[] fast = [.. Enumerable.Repeat(7f, connections.Count)], plain = new float[connections.Count];
            int half = input.ActiveFeatures / 2;
            SparseInputLayer.Gradients(connections.ByInput, fast, delta, input, NeuronRows.Pad(batch), 0, half);
            SparseInputLayer.Gradients(connections.ByInput, fast, delta, input, NeuronRows.Pad(batch), half, input.ActiveFeatures);
            Definition.WeightGradients(connections.ByInput, plain, delta, full, batch);
            Assert.Equal(plain, fast);
        }
    }

    /// <summary>Features with no, one, two and many samples, in full and by feature.</summary>
    private static (NeuronRows Full, SparseInput Input) Draw(Rng random, int features, int batch)
    {
        var full = new NeuronRows(features, batch);
        var input = new SparseInput(features);
        for (int f = 0; f < features; f++)
            for (int s = 0; s < batch; s++)
                if (random.Uniform() < f % 4 * 2.0 / batch) full.Row(f)[s] = random.Symmetric(1);
        ForEach((feature, _, _) => input.Count(feature));
        input.Allocate();
        ForEach(input.Write);
        input.Reset();
        return (full, input);

        void ForEach(Action<int, int, float> use)
        {
            for (int s = 0; s < batch; s++)
                for (int f = 0; f < features; f++)
                    if (full.Row(f)[s] != 0) use(f, s, full.Row(f)[s]);
        }
    }
}
