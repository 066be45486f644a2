using System.Text.Json;
using System.Text.RegularExpressions;
using Ctre.Cli.Options;

namespace Ctre.Cli.Tests;

public sealed class MemoryLimitTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("2GB", 2e9)]
    [InlineData("2 gb", 2e9)]
    [InlineData("500MiB", 524_288_000.0)]
    [InlineData("1.5g", 1.5e9)]
    [InlineData("64k", 64e3)]
    [InlineData("1TiB", 1_099_511_627_776.0)]
    [InlineData("1000", 1000.0)]
    [InlineData("7b", 7.0)]
    [InlineData("80%", 800.0)]
    [InlineData("12.5 %", 125.0)]
    public void Sizes_are_read(string text, double bytes) => Assert.Equal(bytes, MemoryLimit.Parse(text, all: 1000));

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("-1GB")]
    [InlineData("0")]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("1,5GB")]
    [InlineData("2XB")]
    [InlineData("infinity")]
    [InlineData("nan GB")]
    [InlineData("1e400")]
    public void Other_texts_are_none(string text) => Assert.Null(MemoryLimit.Parse(text, all: 1000));

    [Theory]
    [InlineData("1kB")]
    [InlineData("lots")]
    [InlineData("200%")]
    public void What_is_no_size_is_reported(string size) => Assert.Contains(
        $"--max-memory {size}: must be a size", place.Run($"train flowers.csv --max-memory {size}").ErrorLine(), StringComparison.Ordinal);

    [Theory]
    [InlineData("--hidden 2000000,2000 --density 0.003 --batch-size 4096", 1)]
    [InlineData("--method dense --hidden 20000,20000", 1)]
    [InlineData("--method gmp --hidden 20000,20000 --epsilon 10", 1)]
    [InlineData("--method snip --hidden 400000,400000 --similarity-rows 4096", 1)]
    public void What_does_not_fit_is_refused_before_training_with_what_would(string options, int changes)
    {
        string line = place.Run($"train flowers.csv --epochs 1000000 --max-memory 500MB {options}").ErrorLine();
        Assert.Contains("500 MB are allowed (--max-memory)", line, StringComparison.Ordinal);
        Assert.InRange(Regex.Count(line, "--(batch-size|epsilon|density|hidden) [0-9.,]*[0-9]"), changes, 3);
        Assert.Equal(["flowers.csv"], place.Entries());
    }

    [Fact]
    public void What_is_said_to_fit_does()
    {
        const string command =
            "train flowers.csv --quiet --epochs 1 --max-memory 200MB --hidden 60000,60000 --density 0.01 --method static";
        string line = place.Run(command).ErrorLine();
        foreach (string change in Regex.Matches(line, "--(density|hidden) [0-9.,]*[0-9]").Select(match => match.Value))
        {
            string option = change.Split(' ')[0];
            JsonElement json = place.Json($"{Regex.Replace(command, $"{option} [^ ]+ ?", "")} {change} --output fits{option}");
            Assert.InRange(json.GetProperty("peakMemoryBytes").GetInt64(), 0, 260_000_000);
        }
    }

    [Fact]
    public void The_figures_are_kept_with_the_run()
    {
        place.Run($"train flowers.csv {Workplace.Brief} --output run --max-memory 300MB").Succeeded();
        JsonElement environment = JsonDocument.Parse(File.ReadAllText(place.PathOf("run/run.json"))).RootElement.GetProperty("environment");
        Assert.Equal(300_000_000, environment.GetProperty("allowedMemoryBytes").GetInt64());
        Assert.InRange(environment.GetProperty("estimatedMemoryBytes").GetInt64(), 60_000_000, 80_000_000);
    }

    [Fact]
    public void A_comparison_counts_the_runs_that_run_at_once()
    {
        const string command =
            "compare flowers.csv --methods static,set --hidden 30000,30000 --density 0.003 --seeds 0..3 --epochs 1 --output cmp";
        Assert.Matches(
            "4 runs at once need about .* it would fit with --jobs [123]", place.Run($"{command} --max-memory 1GB --jobs 4").ErrorLine());
        Assert.Contains(
            "use narrower --hidden layers", place.Run($"{command} --max-memory 100MB --jobs 1").ErrorLine(), StringComparison.Ordinal);
    }
}
