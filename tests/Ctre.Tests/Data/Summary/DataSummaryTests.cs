using Ctre.Data;
using Ctre.Data.Summary;

namespace Ctre.Tests.Data.Summary;

public sealed class DataSummaryTests
{
    private static Dataset Dense(int features, params float[] values) => new("toy", features, values, [], []);

    [Fact]
    public void Every_feature_is_measured()
    {
        DataSummary summary = DataSummary.Of(new Dataset("toy", 2, [1, 0, 2, 0.5f, 6, -1], [0, 1, 1], ["a", "b"]));
        Assert.Equal(3, summary.Rows);
        FeatureStatistics first = summary.Features[0], second = summary.Features[1];
        Assert.Equal((0, 1f, 6f, 3.0), (first.Index, first.Minimum, first.Maximum, first.Mean));
        Assert.Equal((0, 0, true), (first.Missing, first.Zeros, first.IsWhole));
        Assert.Equal(Math.Sqrt(14.0 / 3), first.Deviation, 12);
        Assert.Equal((1, -1f, 0.5f, 1, false), (second.Index, second.Minimum, second.Maximum, second.Zeros, second.IsWhole));
        Assert.Equal((-1f, 6f), (summary.Minimum, summary.Maximum));
        Assert.Equal(8.5 / 6, summary.Mean, 12);
        Assert.Equal(1.0 / 6, summary.ZeroShare, 12);
        Assert.False(summary.IsWhole);
        Assert.Equal([("a", 1), ("b", 2)], summary.Classes);
        Assert.Equal(2, summary.Imbalance);
    }

    [Fact]
    public void Missing_values_are_counted_and_left_out()
    {
        DataSummary summary = DataSummary.Of(Dense(2, float.NaN, float.NaN, 4, float.NaN, 8, float.NaN));
        Assert.Equal(4, summary.Missing);
        FeatureStatistics first = summary.Features[0];
        Assert.Equal((4f, 8f, 6.0, 2.0, 1), (first.Minimum, first.Maximum, first.Mean, first.Deviation, first.Missing));
        Assert.True(double.IsNaN(summary.Features[1].Mean));
        Assert.Equal((4f, 8f, 6.0), (summary.Minimum, summary.Maximum, summary.Mean));
        Assert.True(summary.IsWhole);
        Assert.Equal([1], summary.ConstantFeatures.Select(feature => feature.Index));
    }

    [Fact]
    public void A_spread_that_is_small_beside_its_values_is_not_lost()
    {
        DataSummary summary = DataSummary.Of(Dense(1, 8_388_608, 8_388_609, 8_388_610));
        Assert.Equal(8_388_609, summary.Features[0].Mean, 9);
        Assert.Equal(Math.Sqrt(2.0 / 3), summary.Features[0].Deviation, 9);
    }

    [Fact]
    public void Compressed_rows_say_the_same_as_full_ones()
    {
        float[] values = [0, 3, 0, -2, 0, 3, 5, 0, 0, 3, 0, 0, 0, 3, 0, -2];
        SparseRows sparse = new(4, [0, 2, 4, 5, 7], [1, 3, 1, 2, 1, 1, 3], [3, -2, 3, 5, 3, 3, -2]);
        DataSummary full = DataSummary.Of(Dense(4, values)), compressed = DataSummary.Of(new Dataset("toy", sparse, [], []));
        Assert.Equal(full.Features, compressed.Features);
        Assert.Equal((full.ZeroShare, full.DuplicateRows, full.Mean), (compressed.ZeroShare, compressed.DuplicateRows, compressed.Mean));
        Assert.Equal(1, compressed.DuplicateRows);
        Assert.Equal([0, 1], compressed.ConstantFeatures.Select(feature => feature.Index));
    }

    [Fact]
    public void Categories_are_no_numbers()
    {
        FeatureColumn[] columns = [new("size"), new("color", ["blue", "red", "white"]), new("kind", ["one"])];
        Dataset data = new("toy", 3, [7, 0, 0, 8, 2, 0, float.NaN, 1, float.NaN], [], []) { Columns = columns };
        DataSummary summary = DataSummary.Of(data);
        Assert.Equal((7f, 8f, 7.5, 0.0), (summary.Minimum, summary.Maximum, summary.Mean, summary.ZeroShare));
        Assert.Equal(2, summary.Missing);
        Assert.Equal([columns[0]], summary.Numbers.Select(feature => feature.Column));
        Assert.Equal(["kind"], summary.ConstantFeatures.Select(feature => feature.Column.Name));
    }

    [Fact]
    public void Rows_that_repeat_are_counted()
    {
        Assert.Equal(0, DataSummary.Of(Dense(2, 1, 2, 2, 1, 1, 1)).DuplicateRows);
        Assert.Equal(2, DataSummary.Of(Dense(2, 1, 2, 1, 2, 3, 4, 1, 2)).DuplicateRows);
        Assert.Equal(2, DataSummary.Of(Dense(2, 0, float.NaN, -0f, -float.NaN, 0, float.NaN)).DuplicateRows);
    }

    [Fact]
    public void Data_without_rows_or_labels_are_no_trouble()
    {
        DataSummary summary = DataSummary.Of(Dense(2));
        Assert.Equal((0, 0L, 0.0, 0), (summary.Rows, summary.Missing, summary.ZeroShare, summary.DuplicateRows));
        Assert.True(float.IsNaN(summary.Minimum));
        Assert.True(double.IsNaN(summary.Mean));
        Assert.Null(summary.Imbalance);
        Assert.Equal("no feature of numbers varies", ScalerAdvice.For(summary, null).Reason);
    }
}
