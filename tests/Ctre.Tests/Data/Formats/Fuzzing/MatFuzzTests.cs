using static Ctre.Tests.Data.Formats.ArrayBytes;

namespace Ctre.Tests.Data.Formats.Fuzzing;

public sealed class MatFuzzTests
{
    [Fact]
    public void Damaged_files_are_read_or_refused() => Fuzz.Try(
        "mat",
        FuzzSeed.File("plain.mat", Mat(false, Dense(false), Labels(false))),
        FuzzSeed.File("big.mat", Mat(true, Labels(true), Dense(true))),
        FuzzSeed.File("sparse.mat", Mat(false, Sparse, Labels(false))),
        FuzzSeed.File("packed.mat", Mat(false, Compressed(false, Dense(false)), Compressed(false, Labels(false)))),
        FuzzSeed.File("twice.mat", Mat(false, Compressed(false, Sparse), Labels(false))).Packed());

    private static byte[] Sparse => Variable(
        false, 5, "X", [3, 2], Element(false, 5, Integers(2, 0, 1)), Element(false, 5, Integers(0, 1, 3)),
            Element(false, 9, Doubles(7, 8, 9)));

    private static byte[] Dense(bool bigEndian) => Variable(bigEndian, 6, "X", [3, 2], Element(bigEndian, 2, [1, 2, 3, 4, 5, 6]));

    private static byte[] Labels(bool bigEndian) => Variable(bigEndian, 6, "Y", [3, 1], SmallElement(bigEndian, 2, [2, 1, 2]));
}
