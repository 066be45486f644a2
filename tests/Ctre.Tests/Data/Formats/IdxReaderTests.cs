using Ctre.Data;
using Ctre.Data.Formats.Published;

namespace Ctre.Tests.Data.Formats;

public sealed class IdxReaderTests
{
    private static readonly byte[] Images = TemporaryFolder.Idx([2, 2, 3], 0, 1, 2, 3, 4, 255, 6, 7, 8, 9, 10, 11);
    private static readonly byte[] Labels = TemporaryFolder.Idx([2], 3, 1);

    private static string Refusal(byte[] images, byte[] labels)
    {
        using TemporaryFolder folder = new();
        (string imagesPath, string labelsPath) = (folder.Write("images", images), folder.Write("labels", labels));
        return Assert.Throws<InputException>(() => IdxReader.Read(imagesPath, labelsPath)).Message.Replace(folder.Path, "");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_become_rows_and_labels_become_digits(bool packed)
    {
        using TemporaryFolder folder = new();
        Dataset data = IdxReader.Read(
            folder.Write("images", packed ? TemporaryFolder.Gzip(Images) : Images),
            folder.Write("labels", packed ? TemporaryFolder.Gzip(Labels) : Labels), "pictures");
        Assert.Equal(("pictures", 2, 6), (data.Name, data.Rows, data.Features));
        Assert.Equal([0, 1, 2, 3, 4, 255], data.Row(0).ToArray());
        Assert.Equal([3, 1], data.Labels.ToArray());
        Assert.Equal(["0", "1", "2", "3"], data.ClassNames);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte")]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte.gz")]
    public void A_folder_with_the_usual_names_is_recognized(string images, string labels, string testImages, string testLabels)
    {
        using TemporaryFolder folder = new();
        Write(images, Images);
        Write(labels, Labels);
        Assert.Null(IdxReader.ReadFolder(folder.Path, "m")!.Test);
        Write(testImages, TemporaryFolder.Idx([1, 2, 3], 1, 2, 3, 4, 5, 6));
        Write(testLabels, TemporaryFolder.Idx([1], 0));
        (Dataset training, Dataset? test) = IdxReader.ReadFolder(folder.Path, "m")!;
        Assert.Equal((2, 1), (training.Rows, test!.Rows));

        void Write(string name, byte[] content) =>
            folder.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? TemporaryFolder.Gzip(content) : content);
    }

    [Fact]
    public void A_folder_without_such_files_is_not_one()
    {
        using TemporaryFolder folder = new();
        Assert.Null(IdxReader.ReadFolder(folder.Path, "m"));
    }

    [Fact]
    public void Missing_labels_are_named()
    {
        using TemporaryFolder folder = new();
        folder.Write("train-images-idx3-ubyte", Images);
        Assert.Contains("no file of labels", Assert.Throws<InputException>(() => IdxReader.ReadFolder(folder.Path, "m")).Message);
    }

    [Fact]
    public void Wrong_files_are_refused_with_the_reason()
    {
        Assert.Contains("images ends inside its IDX header", Refusal([0, 0, 8], Labels));
        Assert.Contains("images ends inside its IDX header", Refusal(Images[..10], Labels));
        Assert.Contains("images is not an IDX file: it begins with 312C320A", Refusal("1,2\n"u8.ToArray(), Labels));
        Assert.Contains("IDX type 0x0D is not supported", Refusal([0, 0, 13, 3, .. Images[4..]], Labels));
        Assert.Contains("images has 1 dimensions, expected 2 to 4", Refusal(Labels, Labels));
        Assert.Contains("labels has 3 dimensions, expected 1", Refusal(Images, Images));
        Assert.Contains("its IDX header says 12 bytes, 11 are there", Refusal(Images[..^1], Labels));
        Assert.Contains("has more than the 12 bytes", Refusal([.. Images, 0], Labels));
        Assert.Contains("labels has 1 labels for the 2 images", Refusal(Images, TemporaryFolder.Idx([1], 0)));
        Assert.Contains("is empty: its IDX header says 0×2×3", Refusal(TemporaryFolder.Idx([0, 2, 3]), Labels));
    }

    [Fact]
    public void A_header_alone_allocates_nothing()
    {
        Assert.Contains("at most", Refusal(TemporaryFolder.Idx([-1, -1, -1, -1]), Labels));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("0 are there", Refusal(TemporaryFolder.Idx([1_000_000, 40, 50]), Labels));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }
}
