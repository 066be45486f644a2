using Ctre.Data;
using Ctre.Data.Formats.Published;

namespace Ctre.Tests.Data.Formats;

public sealed class UciMadelonTests
{
    private static TemporaryFolder Sample(string data = "1 2 3 \n4 5 6 \n", string labels = "-1\n1\n")
    {
        TemporaryFolder folder = new();
        folder.Write("toy_train.data.gz", TemporaryFolder.Gzip(System.Text.Encoding.UTF8.GetBytes(data)));
        folder.Write("toy_train.labels", labels);
        folder.Write("toy_valid.data", "7 8 9\n");
        folder.Write("toy_valid.labels", "1\n");
        return folder;
    }

    [Fact]
    public void A_folder_gives_both_parts()
    {
        using TemporaryFolder folder = Sample();
        (Dataset training, Dataset? test) = UciMadelon.ReadFolder(folder.Path)!;
        Assert.Equal(("toy", 2, 3), (training.Name, training.Rows, training.Features));
        Assert.Equal([4, 5, 6], training.Row(1).ToArray());
        Assert.Equal(["-1", "1"], training.ClassNames);
        Assert.Equal([7, 8, 9], test!.Row(0).ToArray());
        Assert.Equal(["1"], test.ClassNames);
    }

    [Fact]
    public void A_data_file_gives_its_part_and_the_one_beside_it()
    {
        using TemporaryFolder folder = Sample();
        Assert.NotNull(UciMadelon.ReadFile(Path.Combine(folder.Path, "toy_train.data.gz")).Test);
        (Dataset valid, Dataset? none) = UciMadelon.ReadFile(Path.Combine(folder.Path, "toy_valid.data"));
        Assert.Equal(1, valid.Rows);
        Assert.Null(none);
    }

    [Theory]
    [InlineData("1 2\n3 4\n", "-1\n", "toy_train.labels has 1 labels for the 2 rows of")]
    [InlineData("1 2\n3\n", "-1\n1\n", "row 2: found 1 columns, expected 2")]
    [InlineData("1 2\n3 x\n", "-1\n1\n", "row 2, column 2: 'x' is not a number")]
    [InlineData("1 2\n3 4\n", "-1\n1 2\n", "toy_train.labels, row 2: found 2 columns, expected 1 label")]
    [InlineData("", "-1\n", "toy_train.data.gz is empty")]
    [InlineData("1 2\n", "", "has 0 labels for the 1 rows")]
    public void Parts_that_are_wrong_are_refused_with_the_place(string data, string labels, string message)
    {
        using TemporaryFolder folder = Sample(data, labels);
        Assert.Contains(message, Assert.Throws<InputException>(() => UciMadelon.ReadFolder(folder.Path)).Message);
    }

    [Fact]
    public void Two_sets_in_one_folder_and_missing_labels_are_refused()
    {
        using TemporaryFolder folder = Sample();
        folder.Write("other_train.data", "1\n");
        Assert.Contains("other_train.data and toy_train.data",
            Assert.Throws<InputException>(() => UciMadelon.ReadFolder(folder.Path)).Message);
        Assert.Contains("no .labels file",
            Assert.Throws<InputException>(() => UciMadelon.ReadFile(Path.Combine(folder.Path, "other_train.data"))).Message);
    }
}
