using System.Runtime.Intrinsics;
using Ctre.Kernels;

namespace Ctre.Tests.Kernels;

public sealed class ActivationTests
{
    [Theory]
    [InlineData(ActivationKind.Linear, 0, -2, -2)]
    [InlineData(ActivationKind.Relu, 0, -2, 0)]
    [InlineData(ActivationKind.LeakyRelu, 0, -2, -0.02)]
    [InlineData(ActivationKind.AllRelu, 0, -2, 1.2)]
    [InlineData(ActivationKind.AllRelu, 1, -2, -1.2)]
    [InlineData(ActivationKind.AllRelu, 2, -2, 1.2)]
    [InlineData(ActivationKind.Tanh, 0, -2, -0.9640275800758169)]
    [InlineData(ActivationKind.Sigmoid, 0, -2, 0.11920292202211755)]
    [InlineData(ActivationKind.AllRelu, 0, 3, 3)]
    [InlineData(ActivationKind.LeakyRelu, 0, 3, 3)]
    public void Values(ActivationKind kind, int layer, float z, double expected) =>
        Assert.Equal(expected, Activation.ForHidden(kind, layer).Of(z), 1e-6);

    [Theory]
    [InlineData(ActivationKind.Tanh)]
    [InlineData(ActivationKind.Sigmoid)]
    [InlineData(ActivationKind.Relu)]
    public void Saturated_values_are_finite(ActivationKind kind)
    {
        Activation f = Activation.ForHidden(kind, 0);
        foreach (float z in new[] { -1e30f, -1e4f, 0, 1e4f, 1e30f }) Assert.True(float.IsFinite(f.Of(z)));
    }

    [Fact]
    public void The_vector_gradient_gives_the_bits_of_the_plain_one()
    {
        Rng random = Make.Random(1);
        foreach (ActivationKind kind in KernelShapes.Activations)
        {
            for (int trial = 0; trial < 100; trial++)
            {
                Activation f = Activation.ForHidden(kind, trial % 2) with { Keep = trial % 3 == 0 ? 1 : 0.6f };
                float[] delta = [.. Make.Floats(random, 6), 0, -0f], gate = [0, -0f, .. Make.Floats(random, 6)];
                var fast = new float[8];
                f.Backward(Vector256.Create<float>(delta), Vector256.Create<float>(gate)).CopyTo(fast);
                float[] plain = [.. delta.Zip(gate, f.Backward)];
                Bits.Same(plain, fast, $"{f}");
            }
        }
    }

    [Fact]
    public void A_row_may_be_its_own_target()
    {
        float[] row = [-1, 0, 2];
        Activation.ForHidden(ActivationKind.AllRelu, 0).Apply(row, row);
        Assert.Equal([0.6f, 0, 2], row);
    }
}
