using Ctre.Data;

namespace Ctre.Tests.Data.Formats;

public sealed class TrainTestFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("train.csv", "test.csv")]
    [InlineData("train.csv.gz", "test.csv")]
    [InlineData("flowers_train.txt", "flowers_test.txt")]
    [InlineData("flowers-Training.tsv", "flowers-testing.tsv")]
    public void A_folder_is_read_as_a_whole(string train, string test)
    {
        byte[] rows = "a,c,class\n1,red,x\n3,blue,y\n"u8.ToArray();
        folder.Write("set/" + train, train.EndsWith(".gz", StringComparison.Ordinal) ? TemporaryFolder.Gzip(rows) : rows);
        folder.Write("set/" + test, "class,c,a\ny,green,5\n");
        folder.Write("set/README.txt", "about this set");
        LoadedData loaded = DataSource.Load(Path.Combine(folder.Path, "set"), new());
        Assert.Equal(("set", 2, 1), (loaded.Training.Name, loaded.Training.Rows, loaded.Test!.Rows));
        Assert.Equal((5f, "green", "y"), (loaded.Test.Row(0)[0], loaded.Test.Columns[1].Categories![0], loaded.Test.ClassNames[0]));
        Assert.Equal(1, DataSource.LoadForPrediction(Path.Combine(folder.Path, "set"), loaded.Training.Columns, new()).Rows);
    }

    [Fact]
    public void A_table_that_is_alone_needs_no_name()
    {
        folder.Write("set/measured.csv", "1,2,a\n3,4,b\n");
        folder.Write("set/notes.txt", "none");
        LoadedData loaded = DataSource.Load(Path.Combine(folder.Path, "set"), new());
        Assert.Equal((2, (Dataset?)null), (loaded.Training.Rows, loaded.Test));
    }

    [Theory]
    [InlineData("a.csv", "b.csv", "holds several tables, a.csv, b.csv: name one")]
    [InlineData("train.csv", "train.tsv", "holds several tables, train.csv, train.tsv")]
    public void Several_tables_that_could_be_meant_are_refused(string one, string other, string message)
    {
        folder.Write("set/" + one, "1,2,a\n3,4,b\n");
        folder.Write("set/" + other, "1,2,a\n3,4,b\n");
        Assert.Contains(message, Assert.Throws<InputException>(() => DataSource.Load(Path.Combine(folder.Path, "set"), new())).Message);
    }
}
