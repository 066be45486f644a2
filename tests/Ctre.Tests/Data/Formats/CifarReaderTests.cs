using Ctre.Data;

namespace Ctre.Tests.Data.Formats;

public sealed class CifarReaderTests
{
    private static byte[] Record(params byte[] labels) =>
        [.. labels, .. Enumerable.Range(0, 3072).Select(pixel => (byte)(pixel + labels[^1]))];

    private static LoadedData Load(string path) => DataSource.Load(path, new DataSourceOptions());

    [Fact]
    public void All_batches_that_are_there_are_read_with_the_names_of_their_classes()
    {
        using TemporaryFolder folder = new();
        folder.Write("data_batch_4.bin.gz", TemporaryFolder.Gzip(Record(3)));
        folder.Write("data_batch_1.bin", [.. Record(0), .. Record(9)]);
        folder.Write("test_batch.bin", Record(3));
        folder.Write("batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        LoadedData loaded = Load(folder.Path);
        Assert.Equal((3, 3072, 10, ScalerKind.MinMax),
            (loaded.Training.Rows, loaded.Training.Features, loaded.Training.Classes, loaded.Training.PreferredScaler));
        Assert.Equal([0, 9, 3], loaded.Training.Labels.ToArray());
        Assert.Equal("d", loaded.Test!.ClassNames[loaded.Test.Labels[0]]);
        Assert.Equal([9, 10, 11], loaded.Training.Row(1)[..3].ToArray());
        Assert.Equal([.. loaded.Test.Row(0)], loaded.Training.Row(2).ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("cifar-100-binary/")]
    public void The_fine_label_of_a_hundred_classes_is_used(string below)
    {
        using TemporaryFolder folder = new();
        folder.Write(below + "train.bin", [.. Record(19, 99), .. Record(0, 4)]);
        folder.Write(below + "test.bin", Record(1, 50));
        LoadedData loaded = Load(folder.Path);
        Assert.Equal((2, 3072, 100), (loaded.Training.Rows, loaded.Training.Features, loaded.Training.Classes));
        Assert.Equal(["99", "4"], [.. loaded.Training.Labels.ToArray().Select(label => loaded.Training.ClassNames[label])]);
        Assert.Equal(50, loaded.Test!.Labels[0]);
    }

    [Fact]
    public void A_file_alone_is_read_with_the_part_to_test_on_beside_it()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("data_batch_2.bin", [.. Record(0), .. Record(9)]), test = folder.Write("test_batch.bin", Record(3));
        Assert.Equal((2, 1), (Load(path).Training.Rows, Load(path).Test!.Rows));
        Assert.Null(Load(test).Test);
        Assert.Equal(2, DataSource.LoadForPrediction(path, FeatureColumn.UnnamedList(3072), new DataSourceOptions()).Rows);
        string renamed = folder.Write("pictures", Record(8));
        Assert.Equal(8, DataSource.Load(renamed, new DataSourceOptions { Format = "cifar" }).Training.Labels[0]);
    }

    [Fact]
    public void Damaged_files_are_refused_with_the_place()
    {
        Assert.Contains("data_batch_1.bin, record 2 (byte 3073) is cut off: 3072 of 3073 bytes are there",
            Refusal("data_batch_1.bin", [.. Record(0), .. Record(9)[1..]]));
        Assert.Contains("record 2 (byte 3073): the label is 10, expected 0 to 9",
            Refusal("data_batch_1.bin", [.. Record(0), .. Record(10)]));
        Assert.Contains("record 2 (byte 3074): the label is 100, expected 0 to 99",
            Refusal("train.bin", [.. Record(0, 0), .. Record(0, 100)]));
        Assert.Contains("is empty", Refusal("data_batch_1.bin", []));
        using TemporaryFolder folder = new();
        folder.Write("data_batch_1.bin", Record(1));
        folder.Write("train.bin", Record(1, 1));
        Assert.Contains("holds batches of CIFAR-10 and train.bin of CIFAR-100", Assert.Throws<InputException>(() =>
            Load(folder.Path)).Message);

        static string Refusal(string name, byte[] content)
        {
            using TemporaryFolder folder = new();
            folder.Write(name, content);
            return Assert.Throws<InputException>(() => Load(folder.Path)).Message;
        }
    }
}
