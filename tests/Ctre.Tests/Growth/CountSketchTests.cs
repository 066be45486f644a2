using Ctre.Growth;
using Ctre.Kernels;

namespace Ctre.Tests.Growth;

public sealed class CountSketchTests
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
        CountSketch some = Of(left), others = Of(right);
        (int panel, int room) = InnerProducts.Room(outputs);
        float[] scores = [.. Enumerable.Repeat(float.NaN, room)];
        int width = CountSketch.Block(some, 2, outputs, others, 3, inputs, [.. Enumerable.Repeat(7f, panel)], scores);
        for (int i = 0; i < outputs; i++)
        {
            for (int j = 0; j < inputs; j++)
            {
                Assert.Equal(Product(left.Row(i + 2), right.Row(j + 3)), scores[i * width + j], 0.02f);
                Bits.Same([CountSketch.Plain(some, i + 2, others, j + 3)], [scores[i * width + j]]);
            }
        }
    }

    /// <summary>A row of one sample is one bucket of ±63: the product is that of integers, to the last bit.</summary>
    [Fact]
    public void Rows_of_one_sample_by_hand()
    {
        NeuronRows rows = new(3, 512);
        (rows.Row(0)[5], rows.Row(1)[5], rows.Row(2)[9]) = (0.5f, -2, 1);
        float[] scores = new float[InnerProducts.Room(3).Scores];
        int width = CountSketch.Block(Of(rows), 0, 3, Of(rows), 0, 3, new float[InnerProducts.Room(3).Panel], scores);
        Assert.Equal(63 * 63 * (0.5f / 63) * (2f / 63), -scores[1]);
        Assert.Equal(0, scores[2]);
        Assert.Equal(0, scores[width + 2]);
        Assert.Equal(63 * 63 * (2f / 63) * (2f / 63), scores[width + 1]);
    }

    [Fact]
    public void A_silent_neuron_is_similar_to_none()
    {
        NeuronRows rows = Units(Make.Random(3), 4);
        rows.Row(2).Clear();
        CountSketch sketches = Of(rows);
        float[] scores = [.. Enumerable.Repeat(float.NaN, InnerProducts.Room(4).Scores)];
        int width = CountSketch.Block(sketches, 0, 4, sketches, 0, 4, new float[InnerProducts.Room(4).Panel], scores);
        for (int j = 0; j < 4; j++) Assert.Equal((0, 0), (scores[2 * width + j], scores[j * width + 2]));
        sketches.Take(0, rows.Row(2), CountSketch.Signs(1, 512));
        CountSketch.Block(sketches, 0, 4, sketches, 0, 4, new float[InnerProducts.Room(4).Panel], scores);
        Assert.Equal(0, scores[1]);
    }

    [Fact]
    public void A_bucket_holds_the_signed_sum_of_its_samples()
    {
        float[] row = Make.Floats(Make.Random(1), 600 / 8 * 8), signs = CountSketch.Signs(5, row.Length),
            sketch = new float[CountSketch.Length];
        Array.Fill(sketch, 9);
        CountSketch.Project(row, signs, sketch);
        for (int bucket = 0; bucket < CountSketch.Length; bucket++)
        {
            float sum = 0;
            for (int s = bucket; s < row.Length; s += CountSketch.Length) sum += row[s] * signs[s];
            Assert.Equal(sum, sketch[bucket]);
        }
    }

    [Fact]
    public void Signs_are_of_both_kinds_repeat_and_follow_the_key()
    {
        float[] signs = CountSketch.Signs(3, 4000);
        Assert.All(signs, sign => Assert.Equal(1, Math.Abs(sign)));
        Assert.Equal(0, signs.Sum(), 4 * Math.Sqrt(4000)); // four deviations
        Assert.Equal(signs, CountSketch.Signs(3, 4000));
        Assert.NotEqual(signs, CountSketch.Signs(4, 4000));
    }

    /// <summary>The noise of an inner product of unit rows has a deviation of about 1/√256.</summary>
    [Fact]
    public void Inner_products_are_kept_but_for_noise()
    {
        Rng random = Make.Random(2);
        double squares = 0;
        const int trials = 300;
        for (int trial = 0; trial < trials; trial++)
        {
            float[] a = Unit(random), b = Unit(random), signs = CountSketch.Signs((ulong)trial, a.Length);
            float[] x = new float[CountSketch.Length], y = new float[CountSketch.Length];
            CountSketch.Project(a, signs, x);
            CountSketch.Project(b, signs, y);
            double noise = InnerProducts.One(x, y) - InnerProducts.One(a, b);
            squares += noise * noise;
        }

        Assert.InRange(Math.Sqrt(squares / trials), 0.7 / 16, 1.4 / 16);
    }

    private static CountSketch Of(NeuronRows rows)
    {
        var sketches = new CountSketch(rows.Neurons);
        for (int neuron = 0; neuron < rows.Neurons; neuron++) sketches.Take(neuron, rows.Row(neuron), CountSketch.Signs(1, rows.Stride));
        return sketches;
    }

    private static float Product(ReadOnlySpan<float> b, ReadOnlySpan<float> a)
    {
        float[] x = new float[CountSketch.Length], y = new float[CountSketch.Length];
        CountSketch.Project(b, CountSketch.Signs(1, b.Length), x);
        CountSketch.Project(a, CountSketch.Signs(1, a.Length), y);
        return Definition.InnerProduct(x, y);
    }

    private static NeuronRows Units(Rng random, int neurons)
    {
        NeuronRows rows = Make.RandomSignal(random, neurons, 512);
        for (int neuron = 0; neuron < neurons; neuron++) RowNormalization.Scale(rows.Row(neuron), 0);
        return rows;
    }

    private static float[] Unit(Rng random)
    {
        float[] row = Make.Floats(random, 2048);
        RowNormalization.Scale(row, 0);
        return row;
    }
}
