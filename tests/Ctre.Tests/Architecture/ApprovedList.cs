namespace Ctre.Tests.Architecture;

/// <summary>A list that changes only on purpose: it is kept in a file beside the tests, and accepted by an environment variable.</summary>
internal static class ApprovedList
{
    /// <summary>Fails if the lines are not those of the file.</summary>
    /// <param name="file">The file, in <c>tests/Ctre.Tests</c>.</param>
    /// <param name="what">What the lines are, for the message.</param>
    /// <param name="actual">The lines as they are now.</param>
    /// <param name="variable">The variable that accepts them if it is 1.</param>
    public static void Check(string file, string what, IReadOnlyList<string> actual, string variable)
    {
        string path = Path.Combine(Repository.Root, "tests", "Ctre.Tests", file);
        if (Environment.GetEnvironmentVariable(variable) == "1") File.WriteAllText(path, string.Concat(actual.Select(line => line + "\n")));
        string[] approved = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] changes = [.. approved.Except(actual).Select(line => "- " + line), .. actual.Except(approved).Select(line => "+ " + line)];
        if (changes.Length > 0)
            Assert.Fail(
                $"{what} changed:\n{string.Join('\n', changes)}\nIf that is meant, run this test with {variable}=1 and commit {file}.");
        Assert.Equal(approved, actual);
    }
}
