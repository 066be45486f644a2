namespace Ctre.Tests.Data.Formats.Fuzzing;

public sealed class LibSvmFuzzTests
{
    [Fact]
    public void Damaged_files_are_read_or_refused() => Fuzz.Try(
        "libsvm",
        FuzzSeed.File("one", "# made\n+1 1:0.5 3:-2e1 # all\n-1 qid:7 2:3\r\n+1 1:1 2:2 3:3\n"),
        FuzzSeed.Folder(("two", "a 0:1 5:1\nb 3:2\n\na 2:1.5\n"), ("two.t", "b 1:1\n")) with { Named = "two" });
}
