namespace Ctre.Tests.Architecture;

public sealed class PublicApiTests
{
    private const string AcceptVariable = "CTRE_ACCEPT_PUBLIC_API";

    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        string path = Path.Combine(Repository.Root, "tests", "Ctre.Tests", "PublicApi.approved.txt");
        IReadOnlyList<string> actual = PublicApi.Lines(typeof(Recipe).Assembly);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1") File.WriteAllText(path, string.Concat(actual.Select(line => line + "\n")));
        string[] approved = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] changes = [.. approved.Except(actual).Select(line => "- " + line), .. actual.Except(approved).Select(line => "+ " + line)];
        if (changes.Length > 0)
            Assert.Fail($"The public surface changed:\n{string.Join('\n', changes)}\nIf that is meant, run this test with {AcceptVariable}=1 and commit PublicApi.approved.txt.");
        Assert.Equal(approved, actual);
    }
}
