using System.Text.Json;
using Ctre.Tests;

namespace Ctre.Cli.Tests;

/// <summary>
/// What is estimated before a run, against the peak of its process. CTRE_FULL=1 tries all shapes; <c>bench/memory.sh</c> shows the figures.
/// </summary>
public sealed class MemoryEstimateTests : IDisposable
{
    private readonly Workplace place = new();

    public static TheoryData<int, string> Runs
    {
        get
        {
            var runs = new TheoryData<int, string>();
            for (int shape = 0; shape < FullScale.Or(usual: 2, MemoryShape.All.Count); shape++)
                foreach (string method in Methods.All.Select(method => method.Name)) runs.Add(shape, method);
            return runs;
        }
    }

    public void Dispose() => place.Dispose();

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_estimate_is_within_a_quarter_of_the_peak(int shape, string method)
    {
        MemoryShape.All[shape].Write(place.Folder);
        Cli.Run(place.Folder, MemoryShape.All[shape].Line(method, "run")).Succeeded();
        JsonElement record = JsonDocument.Parse(File.ReadAllText(place.PathOf("run/run.json"))).RootElement;
        double estimate = record.GetProperty("environment").GetProperty("estimatedMemoryBytes").GetDouble();
        double peak = record.GetProperty("results").GetProperty("peakMemoryBytes").GetDouble();
        Assert.InRange(estimate / peak, 0.75, 1.25);
    }
}
