namespace Ctre.Tests.Architecture;

public sealed class SourceGraphTests
{
    private static readonly SourceFile Target =
        new("Ctre/Data/Rows.cs", ["namespace Ctre.Data;", "internal sealed record Rows(int Count);"]);

    [Theory]
    [InlineData("Ctre/Layers/A.cs", "using Ctre.Data;|class A { Rows rows; }", true)]
    [InlineData("Ctre/Layers/A.cs", "class A { Data.Rows rows; }", true)]
    [InlineData("Ctre/Layers/A.cs", "class A { Ctre.Data.Rows rows; }", true)]
    [InlineData("Ctre/Layers/A.cs", "using static Ctre.Data.Rows;|class A { }", true)]
    [InlineData("Ctre/Data/Text/A.cs", "class A { Rows rows; }", true)]
    [InlineData("Ctre/Layers/A.cs", "using Ctre.Data;|class A { string s = $\"{nameof(Rows)}\"; }", true)]
    [InlineData("Ctre/Layers/A.cs", "class A { int Rows; }", false)]
    [InlineData("Ctre/Layers/A.cs", "using Ctre.Data;|class A { int n = other.Rows; }", false)]
    [InlineData("Ctre/Data/Text/A.cs", "// Rows|class A { string s = \"Rows\"; }", false)]
    public void A_use_is_a_name_that_means_a_type_there(string path, string code, bool uses) =>
        Assert.Equal(uses, new SourceGraph([new SourceFile(path, code.Split('|')), Target]).Uses.Any(use => use.Declaration == Target));
}
