using Ctre.Kernels;

namespace Ctre.Tests.Kernels;

public sealed class ActivationTests
{
    [Theory]
    [InlineData("linear", 0, -2, -2)]
    [InlineData("relu", 0, -2, 0)]
    [InlineData("leaky-relu", 0, -2, -0.02)]
    [InlineData("all-relu", 0, -2, 1.2)]
    [InlineData("all-relu", 1, -2, -1.2)]
    [InlineData("all-relu", 2, -2, 1.2)]
    [InlineData("tanh", 0, -2, -0.9640275800758169)]
    [InlineData("sigmoid", 0, -2, 0.11920292202211755)]
    [InlineData("all-relu", 0, 3, 3)]
    [InlineData("leaky-relu", 0, 3, 3)]
    public void Values(string kind, int layer, float z, double expected) =>
        Assert.Equal(expected, Activations.Find(kind)!.ForHidden(layer).Of(z), 1e-6);

    [Theory]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("relu")]
    public void Saturated_values_are_finite(string kind)
    {
        Activation f = Activations.Find(kind)!.ForHidden(0);
        foreach (float z in new[] { -1e30f, -1e4f, 0, 1e4f, 1e30f }) Assert.True(float.IsFinite(f.Of(z)));
    }

    [Fact]
    public void The_gradient_of_a_row_has_the_bits_of_the_plain_one()
    {
        Rng random = Make.Random(1);
        foreach (string kind in KernelShapes.ActivationNames)
        {
            for (int trial = 0; trial < 100; trial++)
            {
                ActivationGradient f = new(Activations.Find(kind)!.ForHidden(trial % 2), trial % 3 == 0 ? 1 : 0.6f);
                float[] delta = [.. Make.Floats(random, 6), 0, -0f], saved = [0, -0f, .. Make.Floats(random, 6)], fast = new float[8];
                f.Apply(delta, saved, fast);
                Bits.Same([.. delta.Zip(saved, f.Of)], fast, $"{f}");
            }
        }
    }

    [Fact]
    public void A_row_may_be_its_own_target()
    {
        float[] row = [-1, 0, 2];
        Activations.AllRelu.ForHidden(0).Apply(row, row);
        Assert.Equal([0.6f, 0, 2], row);
    }

    [Fact]
    public void Names_are_found_in_any_case_and_unknown_ones_refused_with_the_known()
    {
        Assert.Equal(["linear", "relu", "leaky-relu", "tanh", "sigmoid", "all-relu"], Activations.All.Select(f => f.Name));
        Assert.Equal("leaky-relu", new Recipe { Activation = "Leaky-RELU" }.Activation);
        foreach (string name in new[] { "", " relu", "LeakyRelu", "1" }) Assert.Null(Activations.Find(name));
        string message = Assert.Throws<ArgumentException>(() => new Recipe { Activation = "silu" }).Message;
        Assert.StartsWith("Unknown activation 'silu'; known: linear, relu, leaky-relu, tanh, sigmoid, all-relu.", message);
    }
}
