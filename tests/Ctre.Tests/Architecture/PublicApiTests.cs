namespace Ctre.Tests.Architecture;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => ApprovedList.Check(
        "PublicApi.approved.txt", "The public surface", PublicApi.Lines(typeof(Recipe).Assembly), "CTRE_ACCEPT_PUBLIC_API");
}
