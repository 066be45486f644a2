namespace Ctre.Tests.Golden;

/// <summary>Worked schedules and connection counts by an independent script (Golden/schedules.json).</summary>
internal sealed record GoldenSchedules(GoldenSchedules.CosinePoint[] Cosine, GoldenSchedules.Topology[] ErdosRenyi)
{
    public static GoldenSchedules All { get; } = GoldenFile.Read<GoldenSchedules>("schedules.json");

    public sealed record CosinePoint(int T, double Zeta, double Value)
    {
        [System.Text.Json.Serialization.JsonPropertyName("t")]
        public int Epoch { get; init; }
    }

    public sealed record Topology(int[] Sizes, double Epsilon, int[] Connections);
}
