using Ctre.Data;

namespace Ctre.Tests.Data;

public sealed class MedianTests
{
    [Theory]
    [InlineData(new float[] { }, 0)]
    [InlineData(new float[] { 7 }, 7)]
    [InlineData(new float[] { 3, 1 }, 2)]
    [InlineData(new float[] { 3, 1, 2 }, 2)]
    [InlineData(new float[] { float.MaxValue, float.MaxValue }, float.MaxValue)]
    public void Of_few_numbers(float[] values, float median) => Assert.Equal(median, Median.Of(values));

    [Fact]
    public void Is_the_middle_of_the_sorted_numbers()
    {
        Rng random = Rng.For(1, RandomPurpose.Generator);
        for (int trial = 0; trial < 2000; trial++)
        {
            var values = new float[1 + random.Below(40)];
            for (int i = 0; i < values.Length; i++) values[i] = random.Below(2 + trial % 50) - 5;
            float[] sorted = [.. values.Order()];
            float expected = (sorted[(values.Length - 1) / 2] + sorted[values.Length / 2]) / 2;
            Assert.Equal(expected, Median.Of(values));
        }
    }

    [Fact]
    public void Of_features_counts_chosen_rows_and_no_missing_values()
    {
        Dataset data = new("t", 3, [1, float.NaN, 0, 3, 5, float.NaN, 2, float.NaN, 0, 900, 7, 0], [], []);
        Assert.Equal([2, 5, 0], Median.OfFeatures(new DataSlice(data, [0, 1, 2])));
        Assert.Equal([2.5f, 6, 0], Median.OfFeatures(DataSlice.All(data)));
    }

    [Fact]
    public void Of_compressed_rows_is_that_of_the_same_rows_in_full()
    {
        foreach (double density in new[] { 0.05, 0.4, 0.5, 0.6, 0.9 })
        {
            Dataset full = Make.Counts(1, 101, 40, 2, density);
            Assert.Equal(Median.OfFeatures(DataSlice.All(full)), Median.OfFeatures(DataSlice.All(Make.Compressed(full))));
            int[] rows = [.. Enumerable.Range(0, 60)];
            Assert.Equal(Median.OfFeatures(new DataSlice(full, rows)), Median.OfFeatures(new DataSlice(Make.Compressed(full), rows)));
        }
    }
}
