namespace Ctre.Tests.Data.Formats.Fuzzing;

public sealed class CifarFuzzTests
{
    [Fact]
    public void Damaged_batches_are_read_or_refused() => Fuzz.Try(
        "cifar",
        new FuzzSeed("", ("data_batch_1.bin", [.. Record(3), .. Record(9)]), ("test_batch.bin", Record(0)),
            ("batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"u8.ToArray())),
        new FuzzSeed("train.bin", ("train.bin", Record(1, 99)), ("test.bin", Record(2, 0))),
        new FuzzSeed("data_batch_5.bin", ("data_batch_5.bin", Record(3))));

    private static byte[] Record(params byte[] labels) => [.. labels, .. new byte[3072]];
}
