namespace Ctre.Tests.Data.Formats.Fuzzing;

public sealed class MadelonFuzzTests
{
    internal static FuzzSeed Set => FuzzSeed.Folder(
        ("p_train.data", "1 2 3 \n4\t5 6\n 7 8 9\n"), ("p_train.labels", "-1\n1\n-1\n"), ("p_valid.data", "1 2 3\n"),
            ("p_valid.labels", "1\n"));

    [Fact]
    public void Damaged_files_are_read_or_refused() => Fuzz.Try("madelon", Set, Set with { Named = "p_train.data" });
}

public sealed class HarFuzzTests
{
    internal static FuzzSeed Set => FuzzSeed.Folder(
        ("train/X_train.txt", "  2.8858451e-001 -2.0e-002\r\n  1.0  0.5\r\n"), ("train/y_train.txt", "5\r\n1\r\n"),
        ("test/X_test.txt", " -1  1\r\n"), ("test/y_test.txt", "1\r\n"), ("features.txt", "1 mean()-X\r\n2 mean()-Y\r\n"));

    [Fact]
    public void Damaged_files_are_read_or_refused() => Fuzz.Try("har", Set);
}

public sealed class IsoletFuzzTests
{
    internal static FuzzSeed Set => FuzzSeed.Folder(
        ("isolet1+2+3+4.data", "-0.4394, -0.0930, 0.1718, 1.\n0.25, 1, -1, 2.\n-0.5, 0, 0.5, 2.\n"), ("isolet5.data", "0, 0.1, 0.2, 1.\n"));

    [Fact]
    public void Damaged_files_are_read_or_refused() => Fuzz.Try("isolet", Set);
}
