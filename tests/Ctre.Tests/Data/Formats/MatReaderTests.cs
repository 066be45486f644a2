using Ctre.Data;
using static Ctre.Tests.Data.Formats.ArrayBytes;

namespace Ctre.Tests.Data.Formats;

public sealed class MatReaderTests
{
    private const int Bytes = 2, Words = 5, Singles = 7, SparseKind = 5, DoubleKind = 6, TextKind = 4;

    private static byte[] X(bool bigEndian = false) =>
        Variable(bigEndian, DoubleKind, "X", [3, 2], Element(bigEndian, Bytes, [1, 2, 3, 4, 5, 6]));

    private static byte[] Y(bool bigEndian = false) =>
        Variable(bigEndian, DoubleKind, "Y", [3, 1], SmallElement(bigEndian, Bytes, [2, 1, 2]));

    private static byte[] Sparse(byte[] rows, byte[] offsets, byte[] values, int height = 3) =>
        Variable(false, SparseKind, "X", [height, 2], Element(false, Words, rows), Element(false, Words, offsets), values);

    private static Dataset Load(params byte[] content)
    {
        using TemporaryFolder folder = new();
        return DataSource.Load(folder.Write("a.mat", content), new DataSourceOptions()).Training;
    }

    private static string Refusal(params byte[][] variables) => RefusalOf(Mat(false, variables));

    private static string RefusalOf(byte[] content) => Assert.Throws<InputException>(() => Load(content)).Message;

    private static float[] Values(Dataset data) => [.. Enumerable.Range(0, data.Rows).SelectMany(row => data.Row(row).ToArray())];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Columns_are_turned_into_rows_in_both_byte_orders(bool bigEndian, bool compressed)
    {
        byte[][] variables = [Variable(bigEndian, TextKind, "note", [1, 2], Element(bigEndian, 4, [0, 65, 0, 66])), Y(bigEndian),
            X(bigEndian)];
        Dataset data = Load(Mat(bigEndian, compressed ? [.. variables.Select(variable => Compressed(bigEndian, variable))] : variables));
        Assert.Equal(("a", 3, 2), (data.Name, data.Rows, data.Features));
        Assert.Equal([1, 4, 2, 5, 3, 6], Values(data));
        Assert.Equal(["1", "2"], data.ClassNames);
        Assert.Equal([1, 0, 1], data.Labels.ToArray());
    }

    [Fact]
    public void Numbers_of_several_bytes_follow_the_byte_order_of_the_file()
    {
        Assert.Equal([1.5f, -2, 3, 4, 5, 6], Values(Load(Mat(true, Y(true), Variable(true, DoubleKind, "X", [3, 2], Element(true, Singles,
            [.. new[] { 1.5f, 3, 5, -2, 4, 6 }.SelectMany(value => BitConverter.GetBytes(value).Reverse())]))))));
    }

    [Fact]
    public void Gzip_is_read_through() => Assert.Equal([1, 4, 2, 5, 3, 6], Values(Load(TemporaryFolder.Gzip(Mat(false, X(), Y())))));

    [Fact]
    public void A_sparse_matrix_may_have_room_for_more_values()
    {
        byte[] sparse = Sparse(Integers(2, 0, 1, 99), Integers(0, 1, 3), Element(false, Bytes, [7, 8, 9, 99]));
        Assert.Equal([0, 8, 0, 9, 7, 0], Values(Load(Mat(false, sparse, Y()))));
    }

    [Theory]
    [InlineData("data.mat", "other.mat")]
    [InlineData("PCMAC.mat.gz", "NOTES.mat")]
    public void A_folder_is_recognized_by_one_file_or_one_with_its_name(string file, string other)
    {
        using TemporaryFolder folder = new();
        byte[] content = Mat(false, X(), Y());
        folder.Write($"pcmac/{file}", file.EndsWith(".gz", StringComparison.Ordinal) ? TemporaryFolder.Gzip(content) : content);
        DataSourceOptions options = new() { DataDirectory = folder.Path };
        Assert.Equal("pcmac", DataSource.Load("pcmac", options).Training.Name);
        folder.Write($"pcmac/{other}", Mat(false, X()));
        if (file == "data.mat")
            Assert.Contains("holds 2 MATLAB files", Assert.Throws<InputException>(() => DataSource.Load("pcmac", options)).Message);
        else Assert.Equal(3, DataSource.Load("pcmac", options).Training.Rows);
    }

    [Fact]
    public void Labels_may_be_missing_for_a_trained_model_only()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("a.mat", Mat(false, X()));
        Assert.False(DataSource.LoadForPrediction(path, FeatureColumn.UnnamedList(2), new DataSourceOptions()).IsLabeled);
        Assert.Contains("there are no labels for X", Refusal(X()));
    }

    [Fact]
    public void Variables_that_do_not_fit_are_refused()
    {
        Assert.Contains("holds no array of features", Refusal(Y()));
        Assert.Contains("it holds 'Y', 'X (no numbers)'",
            Refusal(Y(), Variable(false, TextKind, "X", [1, 2], Element(false, 4, [65, 0, 66, 0]))));
        Assert.Contains("holds two variables that are called 'X'", Refusal(X(), X(), Y()));
        Assert.Contains("a.mat, Y has 3 labels for the 1 rows",
            Refusal(Y(), Variable(false, DoubleKind, "X", [1, 2], Element(false, Bytes, [1, 2]))));
        Assert.Contains("a.mat, X is 3×1×2; expected rows × features",
            Refusal(Variable(false, DoubleKind, "X", [3, 1, 2], Element(false, Bytes, new byte[6]))));
        Assert.Contains("a.mat, Y is 3×2; labels are one number per row",
            Refusal(Variable(false, DoubleKind, "Y", [3, 2], Element(false, Bytes, new byte[6]))));
        Assert.Contains("X is empty: it is 0×2", Refusal(Variable(false, DoubleKind, "X", [0, 2], Element(false, Bytes, []))));
        Assert.Contains("X holds complex numbers",
            Refusal(Variable(false, DoubleKind | 0x800, "X", [3, 2], Element(false, Bytes, new byte[6]))));
        Assert.Contains("X is 3×2 and has 5 bytes of uint8",
            Refusal(Variable(false, DoubleKind, "X", [3, 2], Element(false, Bytes, new byte[5]))));
        Assert.Contains("X has data of type 16; expected numbers",
            Refusal(Variable(false, DoubleKind, "X", [3, 2], Element(false, 16, new byte[6]))));
        Assert.Contains("X, row 2, column 2: 'Infinity'",
            Refusal(Variable(false, DoubleKind, "X", [2, 2], Element(false, Singles, Floats(1, 2, 3, float.PositiveInfinity)))));
        Assert.Contains("Y, row 1, column 1: the label '1.5' is not an integer",
            Refusal(Variable(false, DoubleKind, "Y", [2, 1], Element(false, Singles, Floats(1.5f, 2)))));
        Assert.Contains("the offset of column 3 is 4",
            Refusal(Sparse(Integers(2, 0, 1), Integers(0, 1, 4), Element(false, Bytes, [7, 8, 9]))));
        Assert.Contains("value 1 is in row 3 (from 0); there are 3",
            Refusal(Sparse(Integers(3), Integers(0, 1, 1), Element(false, Bytes, [7]))));
        Assert.Contains("announces 2000000000 rows for 1 values",
            Refusal(Sparse(Integers(3), Integers(0, 1, 1), Element(false, Bytes, [7]), height: 2_000_000_000)));
        Assert.Contains("positions must be integers",
            Refusal(Variable(false, SparseKind, "X", [3, 2], Element(false, Singles, Floats(1)))));
    }

    [Fact]
    public void Damaged_files_are_refused_with_the_place()
    {
        byte[] good = Mat(false, X(), Y()), packed = Mat(false, Compressed(false, X()), Compressed(false, Y()));
        Assert.Contains("is not a MATLAB file of version 5", RefusalOf(good[..127]));
        Assert.Contains("is an HDF5 file, as MATLAB 7.3 writes them: save it by MATLAB with save(FILE, 'X', 'Y', '-v7')",
            RefusalOf([0x89, .. "HDF\r\n"u8]));
        Assert.Contains("is a MATLAB 7.3 file (HDF5), which is not supported", RefusalOf([.. good[..124], 0, 2, .. good[126..]]));
        Assert.Contains("version 0x0300", RefusalOf([.. good[..124], 0, 3, .. good[126..]]));
        Assert.Contains("element at byte 128: 56 bytes are announced, 9 are there; the file is cut off", RefusalOf(good[..145]));
        Assert.Contains("element at byte 192 ends inside a tag", RefusalOf([.. good[..192], 1, 2]));
        Assert.Contains("the flags of a variable have type 9", RefusalOf([.. good[..136], 9, .. good[137..]]));
        Assert.Contains("a small element announces 5 bytes", RefusalOf([.. good[..136], 6, 0, 5, 0, .. good[140..]]));
        Assert.Contains("a variable has the dimensions -1×2", Refusal(Variable(false, DoubleKind, "X", [-1, 2])));
        Assert.Contains("a variable has the dimensions 3;", Refusal(Variable(false, DoubleKind, "X", [3])));
        Assert.Contains("a variable ends too early", Refusal(Variable(false, DoubleKind, "X", [3, 2])));
        Assert.Contains("16 bytes follow the numbers of X",
            Refusal(Variable(false, DoubleKind, "X", [3, 2], Element(false, Bytes, new byte[6]), new byte[16])));
        Assert.Contains("element at byte 128: the compressed data are damaged", RefusalOf([.. packed[..150], 255, 255, .. packed[152..]]));
        Assert.Contains("element at byte 128 is compressed and holds no variable", Refusal(Compressed(false, Element(false, Bytes, [1]))));
    }

    [Fact]
    public void What_is_only_announced_takes_no_memory()
    {
        byte[] claim = Variable(false, DoubleKind, "X", [50_000, 50_000],
            [2, 0, 0, 0, .. BitConverter.GetBytes(2_500_000_000u), 1, 2, 3, 4]);
        BitConverter.GetBytes(2_500_000_100u).CopyTo(claim, 4);
        foreach (byte[] content in new[] { Mat(false, claim), Mat(false, Compressed(false, claim)),
            TemporaryFolder.Gzip(Mat(false, claim)) })
        {
            using TemporaryFolder folder = new();
            string path = folder.Write("a.mat", content);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<InputException>(() => DataSource.Load(path, new DataSourceOptions()));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }
    }
}
