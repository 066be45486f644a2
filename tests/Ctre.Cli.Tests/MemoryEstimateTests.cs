using System.Text.Json;

namespace Ctre.Cli.Tests;

/// <summary>What is estimated before a run, against the peak of its process: never under by 30 %, never over by half.</summary>
public sealed class MemoryEstimateTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("--hidden 100 --epochs 1 --method static")]
    [InlineData("--hidden 3000,3000 --epochs 1 --method dense")]
    [InlineData("--hidden 5000,5000 --density 0.02 --epochs 2 --method set --optimizer adam --batch-size 1600")]
    [InlineData("--hidden 30000,30000 --epsilon 5 --epochs 1 --method set --batch-size 1000 --activation leaky-relu")]
    [InlineData("--hidden 10000,10000 --density 0.004 --epochs 2 --method rigl")]
    [InlineData("--hidden 8000,8000 --density 0.01 --epochs 1 --method ctre-sim --wiring-rounds 1 --threads 4")]
    [InlineData("--hidden 5000,5000 --density 0.002 --epochs 1 --method snip --similarity-rows 1000")]
    [InlineData("--hidden 2000,2000 --epsilon 20 --epochs 4 --method granet")]
    public void An_estimate_comes_close_to_the_peak(string options)
    {
        long peak = place.Json($"train madelon --output run {options}").GetProperty("peakMemoryBytes").GetInt64();
        JsonElement record = JsonDocument.Parse(File.ReadAllText(place.PathOf("run/run.json"))).RootElement;
        double estimate = record.GetProperty("environment").GetProperty("estimatedMemoryBytes").GetInt64();
        Assert.InRange(estimate / peak, 0.7, 1.5);
    }
}
