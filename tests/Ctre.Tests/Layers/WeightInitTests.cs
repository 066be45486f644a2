using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Tests.Layers;

public sealed class WeightInitTests
{
    private static readonly Connections Wide = Make.Topology(Make.Random(1), 60, 40, 0.5);

    [Fact]
    public void Glorot_spans_its_bound_of_the_dense_shape() =>
        Spans(WeightInit.Draw(Wide, WeightInitKind.Glorot, 1, 0).Weights.ToArray(), Math.Sqrt(6.0 / 100));

    [Fact]
    public void Fan_in_follows_the_actual_connections_of_each_neuron()
    {
        SparseLayer layer = WeightInit.Draw(Wide, WeightInitKind.FanIn, 1, 0);
        var scaled = new List<float>();
        for (int i = 0; i < 60; i++)
        {
            float bound = MathF.Sqrt(6f / Wide.InputsOf(i).Length);
            scaled.AddRange(layer.Weights[Wide.RowOffsets[i]..Wide.RowOffsets[i + 1]].ToArray().Select(w => w / bound));
        }

        Spans([.. scaled], 1);
    }

    [Fact]
    public void Biases_start_at_0_and_seed_and_layer_decide_the_weights()
    {
        float[] Draw(long seed, int layer) => WeightInit.Draw(Wide, WeightInitKind.Glorot, seed, layer).Weights.ToArray();
        Assert.All(WeightInit.Draw(Wide, WeightInitKind.FanIn, 1, 0).Bias.ToArray(), bias => Assert.Equal(0, bias));
        Assert.Equal(Draw(1, 0), Draw(1, 0));
        Assert.NotEqual(Draw(1, 0), Draw(1, 1));
        Assert.NotEqual(Draw(1, 0), Draw(2, 0));
    }

    [Fact]
    public void Grown_weights_are_0_or_span_the_bound_of_the_dense_fan_in()
    {
        float[] Grown(GrowInitKind kind, int epoch)
        {
            Func<Connection, float> weight = WeightInit.Grown(Wide, kind, 1, 0, epoch);
            return [.. Wide.Enumerate().Select(weight)];
        }

        Assert.All(Grown(GrowInitKind.Zero, 1), weight => Assert.Equal(0, weight));
        Spans(Grown(GrowInitKind.Uniform, 1), Math.Sqrt(6.0 / 40));
        Assert.NotEqual(Grown(GrowInitKind.Uniform, 1), Grown(GrowInitKind.Uniform, 2));
    }

    private static void Spans(float[] weights, double bound)
    {
        Assert.All(weights, weight => Assert.InRange(weight, -bound * 1.000001, bound * 1.000001));
        Assert.Equal(0, weights.Average(), 0.1 * bound);
        Assert.Equal(bound * bound / 3, weights.Average(w => (double)w * w), 0.05 * bound * bound); // variance of U(−b, b)
    }
}
