namespace Ctre.Cli.Tests;

public sealed class DataErrorTests(Workplace place) : IClassFixture<Workplace>
{
    [Theory]
    [InlineData("", "bad.csv is empty")]
    [InlineData("a,b,class\n", "bad.csv")]
    [InlineData("a,b,class\n1,2,x\n1,2,3,y\n1,2,x\n", "row 3")]
    [InlineData("a,b,class\n1,2,x\n1,two,y\n", "row 3")]
    [InlineData("a,b,class\n1,2,x\n1,Infinity,y\n", "row 3")]
    [InlineData("a,b,class\n1,2,x\n1,2,x\n1,2,x\n", "one class only")]
    [InlineData("a,b,class\n1,2,x\n1,2,y\n", "too few")]
    public void Wrong_data_are_reported_with_their_place(string content, string expected)
    {
        place.Write("bad.csv", content);
        string line = place.Run("train bad.csv").ErrorLine();
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Contains("bad", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.PathOf("runs")));
    }

    [Theory]
    [InlineData("absent.csv")]
    [InlineData("absent/deep.csv")]
    public void A_missing_file_is_reported(string name) =>
        Assert.Contains(name, place.Run($"train {name}").ErrorLine(), StringComparison.Ordinal);
}
