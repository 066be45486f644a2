using System.Text.Json.Serialization;

namespace Ctre.Tests.Golden;

/// <summary>Worked schedules and connection counts by an independent script (Golden/schedules.json).</summary>
internal sealed record GoldenSchedules(
    GoldenSchedules.GmpPoint[] Gmp, GoldenSchedules.CosinePoint[] Cosine, GoldenSchedules.Topology[] ErdosRenyi)
{
    public static GoldenSchedules All { get; } = GoldenFile.Read<GoldenSchedules>("schedules.json");

    public sealed record GmpPoint(
        [property: JsonPropertyName("t")] int Epoch, int Begin, int End, double Target, double Sparsity);

    public sealed record CosinePoint(
        [property: JsonPropertyName("t")] int Epoch, [property: JsonPropertyName("T")] int Epochs, double Zeta, double Value);

    public sealed record Topology(int[] Sizes, double Epsilon, int[] Connections);
}
