using Ctre.Growth;
using Ctre.Kernels;

namespace Ctre.Tests.Growth;

public sealed class SketchesTests
{
    /// <summary>Blocks beside six rows and sixteen columns of a tile.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 16)]
    [InlineData(7, 17)]
    [InlineData(23, 128)]
    public void A_block_holds_the_products_of_the_sketches_but_for_rounding(int outputs, int inputs)
    {
        Rng random = Make.Random(outputs);
        NeuronRows left = Units(random, outputs + 3), right = Units(random, inputs + 5);
        Sketches some = Of(left), others = Of(right);
        (int panel, int room) = InnerProducts.Room(outputs);
        float[] scores = [.. Enumerable.Repeat(float.NaN, room)];
        int width = Sketches.Block(some, 2, outputs, others, 3, inputs, [.. Enumerable.Repeat(7f, panel)], scores);
        for (int i = 0; i < outputs; i++)
        {
            for (int j = 0; j < inputs; j++)
            {
                Assert.Equal(Product(left.Row(i + 2), right.Row(j + 3)), scores[i * width + j], 0.02f);
                Bits.Same([Sketches.Plain(some, i + 2, others, j + 3)], [scores[i * width + j]]);
            }
        }
    }

    /// <summary>A row of one sample is one bucket of ±63: the product is that of whole numbers, to the last bit.</summary>
    [Fact]
    public void Rows_of_one_sample_by_hand()
    {
        NeuronRows rows = new(3, 512);
        (rows.Row(0)[5], rows.Row(1)[5], rows.Row(2)[9]) = (0.5f, -2, 1);
        float[] scores = new float[InnerProducts.Room(3).Scores];
        int width = Sketches.Block(Of(rows), 0, 3, Of(rows), 0, 3, new float[InnerProducts.Room(3).Panel], scores);
        Assert.Equal(63 * 63 * (0.5f / 63) * (2f / 63), -scores[1]);
        Assert.Equal(0, scores[2]);
        Assert.Equal(0, scores[width + 2]);
        Assert.Equal(63 * 63 * (2f / 63) * (2f / 63), scores[width + 1]);
    }

    [Fact]
    public void A_silent_neuron_is_like_nobody()
    {
        NeuronRows rows = Units(Make.Random(3), 4);
        rows.Row(2).Clear();
        Sketches sketches = Of(rows);
        float[] scores = [.. Enumerable.Repeat(float.NaN, InnerProducts.Room(4).Scores)];
        int width = Sketches.Block(sketches, 0, 4, sketches, 0, 4, new float[InnerProducts.Room(4).Panel], scores);
        for (int j = 0; j < 4; j++) Assert.Equal((0, 0), (scores[2 * width + j], scores[j * width + 2]));
        sketches.Take(0, rows.Row(2), Sketch.Signs(1, 512));
        Sketches.Block(sketches, 0, 4, sketches, 0, 4, new float[InnerProducts.Room(4).Panel], scores);
        Assert.Equal(0, scores[1]);
    }

    private static Sketches Of(NeuronRows rows)
    {
        var sketches = new Sketches(rows.Neurons);
        for (int neuron = 0; neuron < rows.Neurons; neuron++) sketches.Take(neuron, rows.Row(neuron), Sketch.Signs(1, rows.Stride));
        return sketches;
    }

    private static float Product(ReadOnlySpan<float> b, ReadOnlySpan<float> a)
    {
        float[] x = new float[Sketch.Length], y = new float[Sketch.Length];
        Sketch.Of(b, Sketch.Signs(1, b.Length), x);
        Sketch.Of(a, Sketch.Signs(1, a.Length), y);
        return Definition.InnerProduct(x, y);
    }

    private static NeuronRows Units(Rng random, int neurons)
    {
        NeuronRows rows = Make.RandomSignal(random, neurons, 512);
        for (int neuron = 0; neuron < neurons; neuron++) RowNormalization.Scale(rows.Row(neuron), 0);
        return rows;
    }
}
