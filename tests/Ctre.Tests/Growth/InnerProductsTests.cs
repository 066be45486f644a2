using Ctre.Growth;
using Ctre.Kernels;

namespace Ctre.Tests.Growth;

public sealed class InnerProductsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 7, 8)]
    [InlineData(6, 8, 33)]
    [InlineData(13, 65, 100)]
    [InlineData(20, 128, 300)]
    [InlineData(7, 20, 520)]
    public void Blocks_give_the_bits_of_the_definition(int outputs, int inputs, int samples)
    {
        Rng random = Make.Random(samples);
        NeuronRows left = Make.RandomSignal(random, outputs + 2, samples), right = Make.RandomSignal(random, inputs + 3, samples);
        (int panel, int room) = InnerProducts.Room(outputs);
        float[] scores = [.. Enumerable.Repeat(7f, room)];
        int width = InnerProducts.Block(left, 2, outputs, right, 3, inputs, [.. Enumerable.Repeat(float.NaN, panel)], scores);
        Assert.Equal(NeuronRows.Pad(inputs), width);
        for (int i = 0; i < outputs; i++)
        {
            for (int j = 0; j < width; j++)
            {
                float expected = j < inputs ? Definition.InnerProduct(left.Row(2 + i), right.Row(3 + j)) : 0;
                Bits.Same([expected], scores.AsSpan(i * width + j, 1));
            }
        }
    }

    [Fact]
    public void One_pair_alone_has_the_bits_of_the_lanes_and_scores_the_same_but_for_rounding()
    {
        Rng random = Make.Random(5);
        NeuronRows left = Make.RandomSignal(random, 12, 100), right = Make.RandomSignal(random, 12, 100);
        for (int pair = 0; pair < 144; pair++)
        {
            float score = InnerProducts.One(left, pair / 12, right, pair % 12);
            Bits.Same([Definition.InnerProductInLanes(left.Row(pair / 12), right.Row(pair % 12))], [score]);
            Assert.Equal(Definition.InnerProduct(left.Row(pair / 12), right.Row(pair % 12)), score, 1e-4f);
        }
    }
}
