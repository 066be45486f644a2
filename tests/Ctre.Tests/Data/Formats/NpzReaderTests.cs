using System.IO.Compression;
using Ctre.Data;
using static Ctre.Tests.Data.Formats.ArrayBytes;

namespace Ctre.Tests.Data.Formats;

public sealed class NpzReaderTests
{
    private static readonly byte[] Features = Npy("<f4", "(3, 2)", Floats(1, 2, 3, 4, 5, 6));
    private static readonly byte[] Labels = Npy("<i4", "(3,)", Integers(1, 0, 1));

    private static readonly (string Name, byte[] Content)[] Sparse =
    [
        ("indices.npy", Npy("<i4", "(3,)", Integers(1, 0, 2))), ("indptr.npy", Npy("<i4", "(4,)", Integers(0, 2, 2, 3))),
        ("format.npy", Npy("|S3", "()", "csr"u8.ToArray())),
            ("shape.npy", Npy("<i8", "(2,)", [3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0])),
        ("data.npy", Npy("<f8", "(3,)", Doubles(5, 6, 7))),
    ];

    private static LoadedData Load(byte[] content)
    {
        using TemporaryFolder folder = new();
        return DataSource.Load(folder.Write("a.npz", content), new DataSourceOptions());
    }

    private static string Refusal(params (string Name, byte[] Content)[] members) => Refusal(Zip(members));

    private static string Refusal(byte[] content) => Assert.Throws<InputException>(() => Load(content)).Message;

    private static string RefusalOfSparse(string name, byte[] content) =>
        Refusal([.. Sparse.Where(member => member.Name != name), (name, content), ("y.npy", Labels)]);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Arrays_are_found_by_name(CompressionLevel level)
    {
        LoadedData whole = Load(Zip(level, ("y.npy", Labels), ("notes.txt", [1]), ("X.npy", Features), ("extra.npy", Labels)));
        Assert.Equal(("a", 3, 2), (whole.Training.Name, whole.Training.Rows, whole.Training.Features));
        Assert.Null(whole.Test);
        LoadedData parts = Load(Zip(
            level, ("x_train.npy", Features), ("y_train.npy", Labels), ("x_test.npy", Npy("|u1", "(1, 2)", [8, 9])),
                ("y_test.npy", Npy("|u1", "(1,)", [1]))));
        Assert.Equal((3, 1), (parts.Training.Rows, parts.Test!.Rows));
        Assert.Equal([8, 9], parts.Test.Row(0).ToArray());
    }

    [Fact]
    public void A_sparse_matrix_is_read_with_labels_in_the_archive()
    {
        Dataset data = Load(Zip([.. Sparse, ("y.npy", Labels)])).Training;
        Assert.Equal([6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0], Enumerable.Range(0, 3).SelectMany(row => data.Row(row).ToArray()));
        Assert.Equal([1, 0, 1], data.Labels.ToArray());
    }

    [Fact]
    public void Missing_and_doubtful_arrays_are_named()
    {
        Assert.Contains("holds no array of features that is called X", Refusal(("a.npy", Features), ("y.npy", Labels)));
        Assert.Contains("it holds 'a', 'y'.", Refusal(("a.npy", Features), ("y.npy", Labels)));
        Assert.Contains("there are no labels for X, expected an array y, target or labels", Refusal(("X.npy", Features)));
        Assert.Contains("expected an array y_test", Refusal(("X.npy", Features), ("y.npy", Labels), ("X_test.npy", Features)));
        Assert.Contains("holds X and x: it is not clear", Refusal(("X.npy", Features), ("x.npy", Features), ("y.npy", Labels)));
        Assert.Contains("holds two arrays that are called 'X'", Refusal(("X.npy", Features), ("X.npy", Features), ("y.npy", Labels)));
        Assert.Contains("a.npz, y has 3 labels for the 1 rows of ", Refusal(("X.npy", Npy("|u1", "(1, 2)", [8, 9])), ("y.npy", Labels)));
        Assert.Contains("a.npz, X, row 1, column 2: 'Infinity'",
            Refusal(("X.npy", Npy("<f4", "(1, 2)", Floats(1, float.PositiveInfinity))), ("y.npy", Labels)));
    }

    [Fact]
    public void Damaged_archives_are_refused()
    {
        byte[] good = Zip(("X.npy", Features), ("y.npy", Labels));
        int value = good.AsSpan().IndexOf(Floats(1, 2, 3, 4, 5, 6)), directory = good.AsSpan().LastIndexOf("PK\x01\x02"u8);
        Assert.Contains("a.npz, X is damaged: its content is not what the zip archive announces", Refusal(Changed(good, value, 77)));
        Assert.Contains("the zip archive cannot be read", Refusal(good[..^10]));
        Assert.Contains("the zip archive cannot be read", Refusal(Changed(good, directory + 10, 14)));
        Assert.Contains("the array 'y' is encrypted", Refusal(Changed(good, directory + 8, 1)));
        Assert.Contains("is a zip archive: unpack it first", Refusal(("table.csv", "1,2\n"u8.ToArray())));
        Assert.Contains("packed once more: unpack it first (gzip -d", Refusal(TemporaryFolder.Gzip(good)));
        Assert.Contains("a.npz, X is not a NumPy array", Refusal(("X.npy", good), ("y.npy", Labels)));
    }

    [Fact]
    public void Members_that_share_their_bytes_are_refused()
    {
        byte[] good = Zip(CompressionLevel.Optimal, ("X.npy", Npy("|u1", "(1000, 1000)", new byte[1_000_000])),
            ("y.npy", Npy("|u1", "(1000,)", new byte[1000])));
        // Ninety entries of the directory that all stand for the same member, each under a name of its own.
        int directory = good.AsSpan().IndexOf("PK\x01\x02"u8);
        byte[] entry = good[directory..(directory + 46 + "X.npy".Length)];
        byte[] entries = [.. Enumerable.Range(0, 90).SelectMany(copy => (byte[])[.. entry[..46], (byte)('!' + copy), .. entry[47..]])];
        byte[] end = good[^22..];
        (end[8], end[10]) = (90, 90);
        Little(entries.Length).CopyTo(end, 12);
        Assert.Contains("the members of the zip archive overlap", Refusal([.. good[..directory], .. entries, .. end]));
    }

    [Fact]
    public void A_member_that_unpacks_to_more_than_it_announces_is_refused_before_it_takes_memory()
    {
        byte[] good = Zip(CompressionLevel.Optimal, ("X.npy", Npy("|u1", "(3, 2)", new byte[5_000_000])), ("y.npy", Labels));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("has more bytes after the 6 elements", Refusal(good));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        byte[] longer = Zip(CompressionLevel.Optimal, ("X.npy", Npy("|u1", "(5000000, 2)", new byte[5_000_000])), ("y.npy", Labels));
        Assert.Contains("X is cut off: 10000000 values of uint8", Refusal(longer));
    }

    [Fact]
    public void Sparse_matrices_that_are_none_are_refused()
    {
        Assert.Contains("a.npz, shape is missing", Refusal([.. Sparse.Where(member => member.Name != "shape.npy"), ("y.npy", Labels)]));
        Assert.Contains("is 'bsr'; csr and csc are supported", RefusalOfSparse("format.npy", Npy("|S3", "()", "bsr"u8.ToArray())));
        Assert.Contains("shape is not a vector of integers", RefusalOfSparse("shape.npy", Npy("<f8", "(2,)", Doubles(3, 4))));
        Assert.Contains("shape has 3 dimensions", RefusalOfSparse("shape.npy", Npy("|i1", "(3,)", [3, 4, 1])));
        Assert.Contains("has 3 rows and 0 columns", RefusalOfSparse("shape.npy", Npy("|i1", "(2,)", [3, 0])));
        Assert.Contains("has 4 offsets for 2 rows, expected one more", RefusalOfSparse("shape.npy", Npy("|i1", "(2,)", [2, 4])));
        Assert.Contains("the offset of row 2 is 9; offsets begin with 0, rise, and end with 3",
            RefusalOfSparse("indptr.npy", Npy("|i1", "(4,)", [0, 9, 9, 3])));
        Assert.Contains("the offset of row 3 is 1", RefusalOfSparse("indptr.npy", Npy("|i1", "(4,)", [0, 2, 1, 3])));
        Assert.Contains("the offset of row 1 is 1", RefusalOfSparse("indptr.npy", Npy("|i1", "(4,)", [1, 2, 2, 3])));
        Assert.Contains("value 3 is in column 4 (from 0); there are 4", RefusalOfSparse("indices.npy", Npy("|i1", "(3,)", [1, 0, 4])));
        Assert.Contains("value 2 is in column -1", RefusalOfSparse("indices.npy", Npy("|i1", "(3,)", [1, 255, 0])));
        Assert.Contains("value 2 is in column 2147483647",
            RefusalOfSparse("indices.npy",
            Npy("<u8", "(3,)", [1, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat((byte)255, 8), .. new byte[8]])));
        Assert.Contains("row 1: column 2 has two values", RefusalOfSparse("indices.npy", Npy("|i1", "(3,)", [1, 1, 0])));
        Assert.Contains("row 3, column 3: the value is infinite or beyond",
            RefusalOfSparse("data.npy", Npy("<f8", "(3,)", Doubles(1, 2, 1e99))));
    }

    [Fact]
    public void Rows_that_are_only_announced_take_no_memory()
    {
        (string, byte[])[] tall =
        [
            ("indices.npy", Npy("|i1", "(1,)", [0])), ("indptr.npy", Npy("|i1", "(2,)", [0, 1])),
                ("format.npy", Npy("|S3", "()", "csc"u8.ToArray())),
            ("shape.npy", Npy("<i4", "(2,)", Integers(2_000_000_000, 1))), ("data.npy", Npy("|i1", "(1,)", [1])),
        ];
        using TemporaryFolder folder = new();
        string path = folder.Write("a.npz", Zip(tall));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "announces 2000000000 rows for 1 values", Assert.Throws<InputException>(() =>
                DataSource.LoadForPrediction(path, FeatureColumn.UnnamedList(1), new DataSourceOptions())).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static byte[] Changed(byte[] content, int at, byte value) => [.. content[..at], value, .. content[(at + 1)..]];
}
