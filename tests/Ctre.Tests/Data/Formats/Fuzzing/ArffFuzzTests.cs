namespace Ctre.Tests.Data.Formats.Fuzzing;

public sealed class ArffFuzzTests
{
    private const string Head =
        "% made\n@relation 'two words'\n@attribute size numeric\n@attribute 'the color' {red, 'dark blue', \"b,c\"}\n"
        + "@attribute class {yes,no}\n\n@data\n";

    [Fact]
    public void Damaged_files_are_read_or_refused() => Fuzz.Try(
        "arff",
        FuzzSeed.File("dense.arff", Head + "1.5,red,yes\n?,'dark blue',no\n3,?,yes\r\n"),
        FuzzSeed.File("sparse.arff", Head + "{0 1.5, 1 red, 2 yes}\n{2 no}\n{}\n"),
        FuzzSeed.Folder(("s_train.arff", Head + "1,red,yes\n2,red,no\n"), ("s_test.arff", Head + "2,\"b,c\",no\n")));
}
