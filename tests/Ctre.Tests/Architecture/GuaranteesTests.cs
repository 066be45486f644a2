using System.Text.RegularExpressions;

namespace Ctre.Tests.Architecture;

public sealed partial class GuaranteesTests
{
    [Fact]
    public void Every_promise_names_a_test_that_exists()
    {
        string[] rows =
        [
            .. File.ReadAllLines(Path.Combine(Repository.Root, "docs/guarantees.md"))
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1),
        ];
        Assert.NotEmpty(rows);
        foreach (string row in rows)
        {
            Match[] tests = [.. Tests().Matches(row).Cast<Match>()];
            Assert.True(tests.Length > 0, row);
            foreach (Match test in tests)
            {
                string path = Assert.Single(Directory.GetFiles(
                    Path.Combine(Repository.Root, "tests"), $"{test.Groups["class"].Value}.cs", SearchOption.AllDirectories));
                Assert.Contains($" {test.Groups["method"].Value}(", File.ReadAllText(path));
            }
        }
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex Tests();
}
