using Ctre.Data;
using Ctre.Data.Formats.Text;

namespace Ctre.Tests.Data.Formats;

public sealed class LibSvmReaderTests
{
    private static Dataset Read(string text, DataSourceOptions? options = null)
    {
        using TemporaryFolder folder = new();
        return LibSvmReader.Read(folder.Write("t.scale", text), options ?? new DataSourceOptions()).Training;
    }

    private static string Refusal(string text, DataSourceOptions? options = null) =>
        Assert.Throws<InputException>(() => Read(text, options)).Message;

    [Fact]
    public void Pairs_become_features_that_count_from_1()
    {
        Dataset data = Read("# words\n+1 1:0.5 3:-2e1 # all\n\n-1\t2:3\r\n-1 \n+1 3:0 # \"quoted\n");
        Assert.Equal(("t", 4, 3), (data.Name, data.Rows, data.Features));
        Assert.Equal([0.5f, 0, -20], data.Row(0).ToArray());
        Assert.Equal([0, 3, 0], data.Row(1).ToArray());
        Assert.Equal([0, 0, 0], data.Row(2).ToArray());
        Assert.Equal(["-1", "1"], data.ClassNames);
        Assert.Equal([1, 0, 0, 1], data.Labels.ToArray());
    }

    [Fact]
    public void One_index_0_makes_all_count_from_0()
    {
        Dataset data = Read("a 1:5\nb 0:7 2:8\n");
        Assert.Equal([0, 5, 0], data.Row(0).ToArray());
        Assert.Equal([7, 0, 8], data.Row(1).ToArray());
        Assert.Equal(["a", "b"], data.ClassNames);
    }

    [Theory]
    [InlineData("1 1:1\n0 3:2\n", "0 2:5\n", 3)]
    [InlineData("1 1:1\n0 3:2\n", "0 2:5 4:9\n", 3)]
    [InlineData("1 0:1\n0 3:2\n", "0 2:5\n", 4)]
    public void The_test_part_beside_it_has_the_features_of_the_training_part(string training, string test, int features)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("digits", training);
        folder.Write("digits.t.gz", TemporaryFolder.Gzip(System.Text.Encoding.UTF8.GetBytes(test)));
        LoadedData loaded = DataSource.Load(path, new DataSourceOptions());
        Assert.Equal((features, features), (loaded.Training.Features, loaded.Test!.Features));
        Assert.Equal(5, loaded.Test.Row(0)[features == 4 ? 2 : 1]);
    }

    [Fact]
    public void A_model_says_how_many_features_there_are()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("digits", "1 1:1\n0 2:2 9:1\n");
        folder.Write("digits.t", "1 5:5\n");
        Assert.Equal([0, 2, 0], DataSource.LoadForPrediction(path, FeatureColumn.UnnamedList(3), new DataSourceOptions()).Row(1).ToArray());
        Dataset bare = DataSource.LoadForPrediction(folder.Write("bare", "2:4\n1:3 2:1\n"), FeatureColumn.UnnamedList(3),
            new DataSourceOptions());
        Assert.Equal([0, 4, 0], bare.Row(0).ToArray());
        Assert.False(bare.IsLabeled);
    }

    [Fact]
    public void A_model_trained_on_indices_from_0_reads_them_so()
    {
        Dataset training = Read("1 0:1\n0 2:2\n");
        Assert.Equal(["0", "1", "2"], training.Columns.Select(column => column.Name));
        Assert.Equal([0, 5, 0], Read("1 1:5\n", new DataSourceOptions { ExpectedColumns = training.Columns }).Row(0).ToArray());
        Assert.Equal([5, 0, 0], Read("1 1:5\n", new DataSourceOptions { ExpectedColumns = FeatureColumn.UnnamedList(3) }).Row(0).ToArray());
    }

    [Fact]
    public void What_plays_no_role_is_noted()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("t", "1 qid:3 1:1 5:1\n0 qid:4 2:1\n");
        Assert.Equal(
            ["'qid' is ignored: rows are classified, not ranked", "values of features beyond 2, the last one known, are left out: 1"],
            LibSvmReader.Read(path, new DataSourceOptions { ExpectedColumns = FeatureColumn.UnnamedList(2) }).Training.Notes);
    }

    [Fact]
    public void Mostly_zeros_stay_compressed_whatever_an_index_claims()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Dataset data = Read("1 10000000:1\n0 1:1\n");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        Assert.Equal((10_000_000, 2), (data.Features, data.Sparse!.NonZeros));
    }

    [Theory]
    [InlineData("1 1:1\n0 2147483648:1\n", "row 2: the index of '2147483648:1' is too large; at most 10000000 are allowed")]
    [InlineData("1 1:1\n0 99999999999999999999:1\n", "is too large")]
    [InlineData("1 1:1\n0 2:1 1:1\n", "row 2: '1:1' follows index 2; the indices of a row must rise")]
    [InlineData("1 1:1 1:2\n", "row 1: '1:2' follows index 1")]
    [InlineData("1 1:1\n0 -1:1\n", "row 2: '-1:1' is not 'index:value'")]
    [InlineData("1 1:1\n0 3\n", "row 2: '3' is not 'index:value'")]
    [InlineData("1 1:1\n0 2:x\n", "row 2, index 2: 'x' is not a number")]
    [InlineData("1 1:1\n0 2:1e39\n", "row 2, index 2: '1e39' is too large")]
    [InlineData("1 1:1\n0 2:\n", "row 2, index 2: the cell is empty")]
    [InlineData("1 1:1\n1,2 2:1\n", "row 2: '1,2' names several labels; every row needs exactly one class")]
    [InlineData("1 1:1\n0.5 2:1\n", "row 2, column 1: the label '0.5' is not an integer")]
    [InlineData("1 1:1\n2:1\n", "row 2: the row has no label")]
    [InlineData("1:1\n", "row 1: the row has no label; a row is 'label index:value index:value …'")]
    [InlineData("1\n0\n", "has no features")]
    [InlineData("# nothing\n\n", "is empty")]
    public void What_is_wrong_is_refused_with_its_place(string text, string message) => Assert.Contains(message, Refusal(text));

    [Fact]
    public void Rows_with_and_without_labels_are_not_mixed() =>
        Assert.Contains("row 2: the row has a label, others have no label",
            Refusal("1:1\n1 1:1\n", new DataSourceOptions { ExpectedColumns = FeatureColumn.UnnamedList(1) }));

    [Theory]
    [InlineData("1 1:0.5 2:1\n", true)]
    [InlineData("# comment\n\n+1\n-1 qid:2 3:1e5 # more\n", true)]
    [InlineData("1,3 2:1\n", true)]
    [InlineData("3:1 4:2\n", true)]
    [InlineData("1,2:3,4\n1 2:3\n", false)]
    [InlineData("1 2 3\n", false)]
    [InlineData("a 12:30 x\n", false)]
    [InlineData("a 12:30:10\n", false)]
    [InlineData("x;y\n1 2:3\n", false)]
    [InlineData("1\n2\n", false)]
    [InlineData("", false)]
    public void Files_are_recognized_by_their_first_row(string text, bool expected)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(expected, LibSvmReader.IsLibSvm(folder.Write("t", text)));
    }

    [Fact]
    public void A_first_row_longer_than_what_is_looked_at_is_recognized()
    {
        using TemporaryFolder folder = new();
        string row = "1 " + string.Join(' ', Enumerable.Range(1, 20_000).Select(index => $"{index}:0.125"));
        string path = folder.Write("t", row + "\n0 3:1\n");
        Assert.True(LibSvmReader.IsLibSvm(path));
        Assert.Equal(20_000, DataSource.Load(path, new DataSourceOptions()).Training.Features);
    }
}
