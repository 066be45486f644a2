using System.Globalization;
using System.Text;
using Ctre.Data;
using Ctre.Data.Formats.Text;

namespace Ctre.Tests.Data;

public sealed class SparseRowsTests
{
    [Theory]
    [InlineData(new[] { 0, 2 }, new[] { 1, 1 }, "rise")]
    [InlineData(new[] { 0, 2 }, new[] { 1, 5 }, "below 5")]
    [InlineData(new[] { 0, 2 }, new[] { -1, 2 }, "rise")]
    [InlineData(new[] { 0, 1 }, new[] { 1, 2 }, "number of values")]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2 }, "from 0")]
    [InlineData(new[] { 0, 2, 1, 2 }, new[] { 1, 2 }, "fall")]
    [InlineData(new int[0], new[] { 1, 2 }, "from 0")]
    public void What_describes_no_rows_is_refused(int[] offsets, int[] columns, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new SparseRows(5, offsets, columns, [1, 2])).Message);

    [Fact]
    public void A_value_must_not_be_infinite() =>
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => new SparseRows(5, [0, 1], [1], [float.NegativeInfinity])).Message);

    [Fact]
    public void A_table_of_mostly_zeros_is_kept_compressed_and_another_in_full()
    {
        Dataset counts = Read(Make.Counts(1, 300, 250, 2, 0.03)), few = Read(Make.Counts(1, 20, 250, 2, 0.03)),
            full = Read(Make.Counts(1, 300, 250, 2, 0.5));
        Assert.Equal((true, false, false), (counts.Sparse is not null, few.Sparse is not null, full.Sparse is not null));
        foreach ((Dataset read, Dataset expected) in new[]
        {
            (counts, Make.Counts(1, 300, 250, 2, 0.03)), (few, Make.Counts(1, 20, 250, 2, 0.03)), (full, Make.Counts(1, 300, 250, 2, 0.5)),
        })
        {
            var row = new float[250];
            for (int r = 0; r < read.Rows; r++)
            {
                read.CopyRow(r, row);
                Assert.Equal(expected.Row(r), row);
            }
        }

        Assert.Throws<InvalidOperationException>(() => counts.Row(0).Length);
    }

    /// <summary>A table whose first rows are zeros, but not the others, changes its form while it is read.</summary>
    [Fact]
    public void Zeros_at_the_top_mislead_for_a_while_only()
    {
        string zeros = string.Concat(Enumerable.Repeat(string.Join(',', Enumerable.Repeat("0", 400)) + ",a\n", 200));
        string ones = string.Concat(Enumerable.Repeat(string.Join(',', Enumerable.Repeat("1", 400)) + ",b\n", 200));
        Dataset read = Csv(zeros + ones);
        Assert.Null(read.Sparse);
        Assert.Equal([.. Enumerable.Repeat(0f, 400)], read.Row(199));
        Assert.Equal([.. Enumerable.Repeat(1f, 400)], read.Row(200));
    }

    [Theory]
    [InlineData(ScalerKind.MinMax)]
    [InlineData(ScalerKind.None)]
    public void Counts_are_scaled_as_if_they_were_stored_in_full(ScalerKind kind)
    {
        Dataset full = Make.Counts(2, 300, 40, 2, 0.2);
        Scaler expected = Scaler.Fit(kind, DataSlice.All(full)), actual = Scaler.Fit(kind, DataSlice.All(Make.Compressed(full)));
        Bits.Same(expected.Factor, actual.Factor);
        Bits.Same(expected.Offset, actual.Offset);
        Assert.True(actual.KeepsZeros);
    }

    [Fact]
    public void Standard_scaling_divides_by_the_deviation_and_negative_values_by_their_size()
    {
        var rows = new SparseRows(3, [0, 2, 3, 3, 4], [0, 1, 0, 1], [3, -8, 1, 4]);
        DataSlice slice = DataSlice.All(new Dataset("x", rows, [0, 1, 0, 1], ["a", "b"]));
        Scaler scaler = Scaler.Fit(ScalerKind.Standard, slice);
        Assert.Equal(1 / Math.Sqrt(1.5), scaler.Factor[0], 1e-6); // values 3, 1, 0, 0: mean 1, variance (4 + 0 + 1 + 1) / 4
        Assert.Equal((0f, 0f, 0f), (scaler.Factor[2], scaler.Offset[0], scaler.Offset[1]));
        Assert.Equal(1 / 8f, Scaler.Fit(ScalerKind.MinMax, slice).Factor[1]);
    }

    private static Dataset Read(Dataset data)
    {
        var text = new StringBuilder();
        for (int row = 0; row < data.Rows; row++)
        {
            foreach (float value in data.Row(row)) text.Append(value.ToString(CultureInfo.InvariantCulture)).Append(',');
            text.Append("class").Append(data.Labels[row]).Append('\n');
        }

        return Csv(text.ToString());
    }

    private static Dataset Csv(string text) => CsvReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t", new DataSourceOptions());
}
