using Ctre.Growth;

namespace Ctre.Tests.Growth;

public sealed class SketchTests
{
    [Fact]
    public void A_bucket_holds_the_signed_sum_of_its_samples()
    {
        float[] row = Make.Floats(Make.Random(1), 600 / 8 * 8), signs = Sketch.Signs(5, row.Length), sketch = new float[Sketch.Length];
        Array.Fill(sketch, 9);
        Sketch.Of(row, signs, sketch);
        for (int bucket = 0; bucket < Sketch.Length; bucket++)
        {
            float sum = 0;
            for (int s = bucket; s < row.Length; s += Sketch.Length) sum += row[s] * signs[s];
            Assert.Equal(sum, sketch[bucket]);
        }
    }

    [Fact]
    public void Signs_are_of_both_kinds_repeat_and_follow_the_key()
    {
        float[] signs = Sketch.Signs(3, 4000);
        Assert.All(signs, sign => Assert.Equal(1, Math.Abs(sign)));
        Assert.Equal(0, signs.Sum(), 4 * Math.Sqrt(4000)); // four deviations
        Assert.Equal(signs, Sketch.Signs(3, 4000));
        Assert.NotEqual(signs, Sketch.Signs(4, 4000));
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
            float[] a = Unit(random), b = Unit(random), signs = Sketch.Signs((ulong)trial, a.Length);
            float[] x = new float[Sketch.Length], y = new float[Sketch.Length];
            Sketch.Of(a, signs, x);
            Sketch.Of(b, signs, y);
            double noise = InnerProducts.One(x, y) - InnerProducts.One(a, b);
            squares += noise * noise;
        }

        Assert.InRange(Math.Sqrt(squares / trials), 0.7 / 16, 1.4 / 16);
    }

    private static float[] Unit(Rng random)
    {
        float[] row = Make.Floats(random, 2048);
        RowNormalization.Scale(row, 0);
        return row;
    }
}
