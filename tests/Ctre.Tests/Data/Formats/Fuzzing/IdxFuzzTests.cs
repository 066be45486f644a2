namespace Ctre.Tests.Data.Formats.Fuzzing;

public sealed class IdxFuzzTests
{
    public static byte[] Images => TemporaryFolder.Idx([3, 1, 2], 1, 2, 3, 4, 5, 6);

    public static byte[] Labels => TemporaryFolder.Idx([3], 0, 1, 2);

    [Fact]
    public void Damaged_images_and_labels_are_read_or_refused() => Fuzz.Try(
        "idx",
        new FuzzSeed("a-images-idx3-ubyte", ("a-images-idx3-ubyte", Images), ("a-labels-idx1-ubyte", Labels)),
        new FuzzSeed(
            "",
            ("train-images-idx3-ubyte", Images), ("train-labels-idx1-ubyte", Labels),
            ("t10k-images-idx3-ubyte", TemporaryFolder.Idx([1, 1, 2], 7, 8)), ("t10k-labels-idx1-ubyte", TemporaryFolder.Idx([1], 1))));
}
