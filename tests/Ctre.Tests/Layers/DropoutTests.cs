using Ctre.Data;
using Ctre.Layers;
using Ctre.Tests.Reference;

namespace Ctre.Tests.Layers;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_expected_share_is_silenced_and_the_rest_scaled(double rate)
    {
        var dropout = new Dropout(rate, seed: 1);
        var values = new List<float>();
        for (int step = 0; step < 4; step++)
        {
            dropout.Begin(step);
            for (int neuron = 0; neuron < 100; neuron++) values.AddRange(Mask(dropout, step % 2, neuron));
        }

        double kept = (double)values.Count(value => value != 0) / values.Count;
        Assert.Equal(1 - rate, kept, 4 * Math.Sqrt(rate * (1 - rate) / values.Count)); // four deviations
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - 1 / (1 - rate)) < 1e-5));
    }

    [Fact]
    public void The_mask_repeats_and_step_layer_neuron_and_seed_decide()
    {
        var dropout = new Dropout(0.5, seed: 1);
        dropout.Begin(3);
        float[] first = Mask(dropout, 1, 2), backward = [.. Enumerable.Repeat(1f, 64)];
        dropout.Mask(backward, 1, 2, 0);
        Assert.Equal(first, backward);
        Assert.NotEqual(first, Mask(dropout, 2, 2));
        Assert.NotEqual(first, Mask(dropout, 1, 3));
        dropout.Begin(4);
        Assert.NotEqual(first, Mask(dropout, 1, 2));
        var other = new Dropout(0.5, seed: 2);
        other.Begin(3);
        Assert.NotEqual(first, Mask(other, 1, 2));
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("relu")]
    [InlineData("leaky-relu")]
    [InlineData("all-relu")]
    public void Gradients_are_the_differences_of_the_masked_loss(string kind)
    {
        const float step = 1f / 256;
        Network network = Make.Net(2, [6, 12, 10, 3], 0.5, kind);
        Dataset data = Make.Noise(3, 20, 6, 3);
        using var run = new FloatRun(network, data, threads: 2);
        var dropout = new Dropout(0.3, seed: 5);
        dropout.Begin(7);
        run.Backpropagate(dropout);
        float[][] gradients = [.. Enumerable.Range(0, 3).Select(l => run.GradientsBySlot(l))];
        for (int l = 0; l < 3; l++)
        {
            float[] weights = network.Layers[l].WeightsBySlot;
            Close.To(gradients[l].Select(g => (double)g),
                [.. Enumerable.Range(0, weights.Length).Select(slot => Difference(weights, slot))],
                0.02, $"gradients of layer {l}");
        }

        double Difference(float[] weights, int slot)
        {
            float before = weights[slot];
            weights[slot] = before + step;
            double above = run.Backpropagate(dropout), distance = weights[slot];
            weights[slot] = before - step;
            double below = run.Backpropagate(dropout);
            distance -= weights[slot];
            weights[slot] = before;
            return (above - below) / distance;
        }
    }

    private static float[] Mask(Dropout dropout, int layer, int neuron)
    {
        float[] row = [.. Enumerable.Repeat(1f, 64)];
        dropout.Mask(row, layer, neuron, 0);
        return row;
    }
}
