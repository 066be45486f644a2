using Ctre.Data;

namespace Ctre.Tests.Architecture;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => ApprovedList.Check(
        "PublicApi.approved.txt", "The public surface", PublicApi.Lines(typeof(Recipe).Assembly, typeof(DataSource).Assembly),
        "CTRE_ACCEPT_PUBLIC_API");

    [Fact]
    public void What_may_be_null_is_marked()
    {
        IReadOnlyList<string> lines = PublicApi.Lines(typeof(Sample).Assembly);
        Assert.Contains("Ctre.Tests.Architecture.Sample.Find(string? name, string[]? others) → string?", lines);
        Assert.Contains("Ctre.Tests.Architecture.Sample.Names: IReadOnlyList<string?> { get; }", lines);
    }
}

public sealed class Sample
{
    public IReadOnlyList<string?> Names { get; } = [];

    public string? Find(string? name, string[]? others) => Names.FirstOrDefault(one => one == name || others is null);
}
