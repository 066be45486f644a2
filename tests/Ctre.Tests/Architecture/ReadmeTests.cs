namespace Ctre.Tests.Architecture;

public sealed class ReadmeTests
{
    [Fact]
    public void Its_table_of_speeds_is_the_measured_one()
    {
        string[] readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        int begin = Array.IndexOf(readme, "<!-- step -->"), end = Array.IndexOf(readme, "<!-- /step -->");
        Assert.True(begin >= 0 && begin < end);
        string[] measured =
            [.. File.ReadAllLines(Path.Combine(Repository.Root, "bench/results/speed/step.md")).Where(line => line.StartsWith('|'))];
        Assert.NotEmpty(measured);
        Assert.Equal(measured, readme[(begin + 1)..end].Where(line => line.Length > 0));
    }
}
