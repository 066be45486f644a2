using Ctre.Data;

namespace Ctre.Tests.Data.Formats;

public sealed class UciHarTests
{
    private static LoadedData Load(TemporaryFolder folder) => DataSource.Load(folder.Path, new DataSourceOptions());

    [Theory]
    [InlineData("", "")]
    [InlineData("train/", "test/")]
    public void A_folder_gives_both_parts_flat_or_as_unpacked(string train, string test)
    {
        using TemporaryFolder folder = new();
        folder.Write($"{train}X_train.txt.gz", TemporaryFolder.Gzip("  2.8858451e-001 -2.0e-002\r\n  1  0.5\r\n"u8.ToArray()));
        folder.Write($"{train}y_train.txt", "5\r\n1\r\n");
        folder.Write($"{test}X_test.txt", " -1  1\n");
        folder.Write($"{test}y_test.txt", "1\n");
        LoadedData loaded = Load(folder);
        Assert.Equal((2, 2), (loaded.Training.Rows, loaded.Training.Features));
        Assert.Equal([0.28858451f, -0.02f], loaded.Training.Row(0).ToArray());
        Assert.Equal(["1", "5"], loaded.Training.ClassNames);
        Assert.Equal([1, 0], loaded.Training.Labels.ToArray());
        Assert.Equal([-1, 1], loaded.Test!.Row(0).ToArray());
        Assert.Equal(ScalerKind.MinMax, loaded.Training.PreferredScaler);
    }

    [Theory]
    [InlineData("1 body, mean()-X\r\n2 body, mean()-X\r\n", new[] { "body, mean()-X", "body, mean()-X.2" }, 0)]
    [InlineData("1 body\n", new string?[] { null, null }, 1)]
    public void Features_are_named_if_their_names_lie_beside(string text, string?[] names, int notes)
    {
        using TemporaryFolder folder = new();
        folder.Write("features.txt", text);
        folder.Write("train/X_train.txt", "1 2\n3 4\n");
        folder.Write("train/y_train.txt", "1\n2\n");
        folder.Write("test/X_test.txt", "5 6\n");
        folder.Write("test/y_test.txt", "2\n");
        foreach (Dataset part in Load(folder).Parts)
        {
            Assert.Equal(names, part.Columns.Select(column => column.Name));
            Assert.Equal(notes, part.Notes.Count);
        }
    }

    [Fact]
    public void The_test_part_may_be_missing_the_labels_may_not()
    {
        using TemporaryFolder folder = new();
        folder.Write("X_train.txt", "1 2\n3 4\n");
        Assert.Contains("y_train.txt", Assert.Throws<InputException>(() => Load(folder)).Message);
        folder.Write("y_train.txt", "1\n2\n");
        Assert.Null(Load(folder).Test);
    }

    [Fact]
    public void A_row_of_another_length_is_refused_with_its_place()
    {
        using TemporaryFolder folder = new();
        folder.Write("X_train.txt", "1 2\n3\n");
        folder.Write("y_train.txt", "1\n2\n");
        Assert.Contains("X_train.txt, row 2: found 1 columns, expected 2", Assert.Throws<InputException>(() => Load(folder)).Message);
    }
}
