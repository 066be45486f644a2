using System.IO.Compression;
using System.Text;
using static Ctre.Tests.Data.Formats.ArrayBytes;

namespace Ctre.Tests.Data.Formats.Fuzzing;

public sealed class NumpyFuzzTests
{
    private static readonly byte[] Features = Npy("<f4", "(3, 2)", Floats(1, 2, 3, 4, 5, 6)),
        Labels = Npy("<i4", "(3,)", Integers(1, 0, 1));

    private static readonly (string Name, byte[] Content)[] Sparse =
    [
        ("indices.npy", Npy("<i4", "(3,)", Integers(1, 0, 2))), ("indptr.npy", Npy("<i4", "(4,)", Integers(0, 2, 2, 3))),
        ("format.npy", Npy("|S3", "()", "csr"u8.ToArray())), ("shape.npy", Npy("|i1", "(2,)", [3, 4])),
            ("data.npy", Npy("<f8", "(3,)", Doubles(5, 6, 7))),
    ];

    [Fact]
    public void Damaged_arrays_are_read_or_refused() => Fuzz.Try(
        "npy",
        new FuzzSeed("X.npy", ("X.npy", Features), ("y.npy", Labels)),
        new FuzzSeed("X.npy", ("X.npy", Npy(">f8", "(2, 3)", Doubles(1, 2, 3, 4, 5, 6), fortranOrder: true, version: 2)),
            ("y.npy", Npy("<U2", "(2,)", Encoding.UTF32.GetBytes("b\0né")))),
        new FuzzSeed("a.npy", ("a.npy", Npy("|u1", "(3, 2, 2)", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], version: 3)),
            ("a_labels.npy", Npy("|S2", "(3, 1)", "bca\0a\0"u8.ToArray()))),
        new FuzzSeed("", ("X_train.npy", Features), ("y_train.npy", Labels), ("X_test.npy", Npy("|b1", "(1, 2)", [0, 1])),
            ("y_test.npy", Npy("<f2", "(1,)", [0, 60]))),
        new FuzzSeed("X.npy", ("X.npy", Features), ("y.npy", Labels)).Packed());

    [Fact]
    public void Damaged_archives_are_read_or_refused() => Fuzz.Try(
        "npz",
        FuzzSeed.File("a.npz", Zip(("X.npy", Features), ("y.npy", Labels))),
        FuzzSeed.File("b.npz", Zip(CompressionLevel.Optimal, ("x_train.npy", Features), ("y_train.npy", Labels), ("x_test.npy", Features),
            ("y_test.npy", Labels))),
        FuzzSeed.File("c.npz", Zip([.. Sparse, ("y.npy", Labels)])),
        new FuzzSeed("X.npz", ("X.npz", Zip(CompressionLevel.Optimal, Sparse)), ("y.npy", Labels)));
}
