using Ctre.Data;

namespace Ctre.Tests.Data;

public sealed class DataDigestTests
{
    private static readonly float[] Cells = [1, 0, 2, 3, 0, 0, 4, 5, 0, 6, 0, 7];

    private static Dataset Table(float[]? cells = null, int[]? labels = null, string second = "b") =>
        new("t", 3, cells ?? Cells, labels ?? [0, 1, 1, 0], ["a", second]);

    private static float[] Changed(int cell)
    {
        float[] cells = [.. Cells];
        cells[cell]++;
        return cells;
    }

    [Fact]
    public void Equal_data_have_equal_digests_however_they_are_stored()
    {
        Dataset compressed =
            new("t", new SparseRows(3, [0, 2, 4, 6, 8], [0, 2, 0, 1, 0, 1, 0, 2], [1, 2, 3, 0, 4, 5, 6, 7]), [0, 1, 1, 0], ["a", "b"]);
        string digest = DataDigest.Of(new LoadedData(Table()));
        Assert.Equal(64, digest.Length);
        Assert.Equal(digest, DataDigest.Of(new LoadedData(Table([.. Cells]).Called("u"))));
        Assert.Equal(digest, DataDigest.Of(new LoadedData(compressed)));
    }

    [Fact]
    public void Whatever_changes_in_a_small_table_changes_the_digest()
    {
        float[] exchanged = [.. Cells[3..6], .. Cells[..3], .. Cells[6..]];
        string[] digests =
        [
            DataDigest.Of(new LoadedData(Table())), DataDigest.Of(new LoadedData(Table(), Table())),
                DataDigest.Of(new LoadedData(Table(exchanged))),
            DataDigest.Of(new LoadedData(Table(exchanged, [1, 0, 1, 0]))), DataDigest.Of(new LoadedData(Table(labels: [0, 1, 1, 1]))),
            DataDigest.Of(new LoadedData(Table(second: "c"))),
            DataDigest.Of(new LoadedData(new Dataset("t", 2, Cells, [0, 1, 1, 0, 0, 0], ["a", "b"]))),
            .. Enumerable.Range(0, Cells.Length).Select(cell => DataDigest.Of(new LoadedData(Table(Changed(cell))))),
        ];
        Assert.Equal(digests, digests.Distinct());
    }

    [Fact]
    public void Of_a_large_part_evenly_spread_rows_are_looked_at()
    {
        // Six of twelve values are two of four rows, the first and the third; labels count in all.
        Assert.Equal(2, DataDigest.RowsWithin(Table(), 6));
        Assert.Equal(1, DataDigest.RowsWithin(Table(), 2));
        Assert.Equal(4, DataDigest.RowsWithin(Table(), 12));
        string digest = DataDigest.Of(new LoadedData(Table()), 6);
        Assert.Equal(digest, DataDigest.Of(new LoadedData(Table(Changed(3))), 6));
        Assert.Equal(digest, DataDigest.Of(new LoadedData(Table(Changed(11))), 6));
        Assert.NotEqual(digest, DataDigest.Of(new LoadedData(Table(Changed(0))), 6));
        Assert.NotEqual(digest, DataDigest.Of(new LoadedData(Table(Changed(8))), 6));
        Assert.NotEqual(digest, DataDigest.Of(new LoadedData(Table(labels: [0, 0, 1, 0])), 6));
    }

    [Fact]
    public void The_rows_of_a_part_of_any_size_hold_no_more_values_than_the_limit()
    {
        Dataset wide = new("w", new SparseRows(100_000, [0, 1, 2, 3], [7, 8, 9], [1, 1, 1]), [0, 0, 1], ["a", "b"]);
        Assert.Equal(3, DataDigest.RowsWithin(wide, DataDigest.MostValues));
        Dataset large = new("l", 1, new float[(int)DataDigest.MostValues + 5], [], []);
        Assert.Equal((int)DataDigest.MostValues, DataDigest.RowsWithin(large, DataDigest.MostValues));
    }
}
