using Ctre.Growth;
using Ctre.Kernels;

namespace Ctre.Tests.Growth;

public sealed class RowNormalizationTests
{
    [Fact]
    public void Lengths_by_hand()
    {
        float[] row = [3, 0, 0, 4, 0, 0, 0, 0];
        RowNormalization.Scale(row, caution: 0);
        Assert.Equal([0.6f, 0, 0, 0.8f, 0, 0, 0, 0], row);
    }

    /// <summary>One sample of weight: n = 1 and the length √(1 / (1 + 3)); four alike: n = 4 and √(4 / 7).</summary>
    [Fact]
    public void With_caution_rows_that_rest_on_few_samples_become_shorter()
    {
        float[] one = [0, 7, 0, 0, 0, 0, 0, 0], four = [2, 2, 0, 0, 2, 2, 0, 0];
        RowNormalization.Scale(one, caution: 3);
        RowNormalization.Scale(four, caution: 3);
        Assert.Equal(0.5, Length(one), 1e-6);
        Assert.Equal(Math.Sqrt(4 / 7.0), Length(four), 1e-6);
    }

    [Fact]
    public void Zeros_stay_and_extremes_become_unit_rows()
    {
        var zeros = new float[8];
        RowNormalization.Scale(zeros, 2);
        Assert.Equal(new float[8], zeros);
        foreach (float size in new[] { float.Epsilon * 4, 1e-30f, 1e30f, float.MaxValue })
        {
            float[] row = [size, 0, -size, 0, 0, 0, size, size, 0, 0, 0, 0, 0, 0, 0, 0];
            RowNormalization.Scale(row, 0);
            Assert.Equal(1, Length(row), 0.2); // the smallest floats have few digits
        }
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(40, 1e-30)]
    [InlineData(512, 1e30)]
    public void Scaling_gives_the_bits_of_the_definition(int samples, float size)
    {
        Rng random = Make.Random(samples);
        foreach (double caution in new[] { 0, 4.0 })
        {
            float[] fast = [.. Make.Floats(random, samples).Select(value => value * size)], plain = [.. fast];
            RowNormalization.Scale(fast, caution);
            Definition.Normalize(plain, caution);
            Bits.Same(plain, fast);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_no_number_is_reported_and_the_row_left_as_it_was(float value)
    {
        float[] row = [1, value, 0, 0, 0, 0, 0, 0], before = [.. row];
        Assert.False(RowNormalization.Scale(row, 0));
        Bits.Same(before, row);
        Assert.True(RowNormalization.Scale(new[] { 1f, 2, 0, 0, 0, 0, 0, 0 }, 0));
    }

    private static double Length(float[] row) => Math.Sqrt(row.Sum(value => (double)value * value));
}
