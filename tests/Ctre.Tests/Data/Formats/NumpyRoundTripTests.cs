using System.Runtime.InteropServices;
using Ctre.Data;

namespace Ctre.Tests.Data.Formats;

/// <summary>What NumPy and SciPy write is read identically: every value bit for bit as float32, every label as its text.</summary>
public sealed class NumpyRoundTripTests(NumpyFiles files) : IClassFixture<NumpyFiles>
{
    [Fact]
    public void Arrays_of_every_type_order_and_version() => Assert.Equal(150, Check("npy-", "X.npy"));

    [Fact]
    public void Labels_of_every_type() => Assert.Equal(16, Check("labels-", "X.npy"));

    [Fact]
    public void Archives_stored_and_compressed() => Assert.Equal(22, Check("npz-", "set.npz"));

    [Fact]
    public void Sparse_archives_with_labels_beside_and_inside() => Assert.Equal(10, Check("sparse-", null));

    [Fact]
    public void Matlab_files_dense_and_sparse_plain_and_compressed() => Assert.Equal(64, Check("mat-", "set.mat"));

    [Fact]
    public void Mostly_zeros_stay_compressed()
    {
        string[] wide = [.. files.Cases("").Where(path =>
            path.Contains("zeros", StringComparison.Ordinal) || path.Contains("-5000-", StringComparison.Ordinal))];
        Assert.Equal(15, wide.Length);
        foreach (string path in wide) Assert.True(DataSource.Load(path, new DataSourceOptions()).Training.Sparse is not null, path);
    }

    [Fact]
    public void Rows_for_a_model_are_the_same_with_and_without_labels()
    {
        foreach (string path in files.Cases("mat-parts").Concat(files.Cases("npz-parts-x_train")))
        {
            Dataset expected = Expected(path + ".test");
            string file = Directory.GetFiles(path).Single();
            Compare(expected, DataSource.LoadForPrediction(file, FeatureColumn.UnnamedList(expected.Features), new DataSourceOptions()),
                path);
            Assert.False(DataSource.LoadForPrediction(file, FeatureColumn.UnnamedList(expected.Features), new DataSourceOptions(),
                skipLabels: true).IsLabeled);
        }
    }

    // The folder of each case, and the file in it if there is one to name; how many cases there were.
    private int Check(string prefix, string? file)
    {
        IReadOnlyList<string> cases = files.Cases(prefix);
        foreach (string path in cases)
        {
            Compare(path, DataSource.Load(path, new DataSourceOptions()));
            if (file is not null) Compare(path, DataSource.Load(Path.Combine(path, file), new DataSourceOptions()));
        }

        return cases.Count;
    }

    private static void Compare(string path, LoadedData actual)
    {
        Compare(Expected(path), actual.Training, path);
        Assert.Equal(File.Exists(path + ".test.values"), actual.Test is not null);
        if (actual.Test is { } test) Compare(Expected(path + ".test"), test, path + ", test part");
    }

    private static void Compare(Dataset expected, Dataset actual, string path)
    {
        Assert.True((expected.Rows, expected.Features) == (actual.Rows, actual.Features), $"{path}: {actual.Rows} × {actual.Features}");
        var values = new float[actual.Features];
        for (int row = 0; row < actual.Rows; row++)
        {
            actual.CopyRow(row, values);
            Assert.True(Bits(values).SequenceEqual(Bits(expected.Row(row))), $"{path}, row {row}");
            Assert.True(expected.ClassNames[expected.Labels[row]] == actual.ClassNames[actual.Labels[row]], $"{path}, label of row {row}");
        }
    }

    // All that is not a number is the same here; bits of NaN may change on the way through a conversion. So may the sign of zero.
    private static int[] Bits(ReadOnlySpan<float> values)
    {
        var bits = new int[values.Length];
        for (int i = 0; i < bits.Length; i++) bits[i] = float.IsNaN(values[i]) ? -1 : values[i] == 0 ? 0
            : BitConverter.SingleToInt32Bits(values[i]);
        return bits;
    }

    private static Dataset Expected(string path)
    {
        byte[] bytes = File.ReadAllBytes(path + ".values");
        ReadOnlySpan<int> shape = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(0, 8));
        string[] classes = File.ReadAllLines(path + ".classes");
        string[] names = [.. classes.Distinct()];
        return new Dataset("expected", shape[1], MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8)).ToArray(),
            [.. classes.Select(name => Array.IndexOf(names, name))], names);
    }
}
