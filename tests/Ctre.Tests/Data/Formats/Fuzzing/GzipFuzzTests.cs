namespace Ctre.Tests.Data.Formats.Fuzzing;

public sealed class GzipFuzzTests
{
    [Fact]
    public void Damaged_packed_files_are_read_or_refused() => Fuzz.Try(
        "gzip",
        FuzzSeed.File("t.csv", TableFuzzTests.Quoted).Packed(),
        new FuzzSeed("a-images-idx3-ubyte", ("a-images-idx3-ubyte", IdxFuzzTests.Images), ("a-labels-idx1-ubyte", IdxFuzzTests.Labels))
            .Packed(),
        MadelonFuzzTests.Set.Packed(),
        HarFuzzTests.Set.Packed(),
        IsoletFuzzTests.Set.Packed());
}
