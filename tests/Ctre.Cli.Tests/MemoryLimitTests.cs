using System.IO.Compression;
using System.Text;
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
        Assert.InRange(environment.GetProperty("estimatedMemoryBytes").GetInt64(), 50_000_000, 70_000_000);
    }

    [Fact]
    public void A_comparison_counts_the_runs_that_run_at_once()
    {
        const string command =
            "compare flowers.csv --methods static,set --hidden 30000,30000 --density 0.003 --seeds 0..3 --epochs 1 --output cmp";
        Assert.Matches(
            "4 runs at once need about .* it would fit with --jobs [123]", place.Run($"{command} --max-memory 400MB --jobs 4").ErrorLine());
        Assert.Contains(
            "use narrower --hidden layers", place.Run($"{command} --max-memory 100MB --jobs 1").ErrorLine(), StringComparison.Ordinal);
    }

    /// <summary>A table of some megabytes unpacks to two gigabytes.</summary>
    [Theory]
    [InlineData("data info bomb.csv.gz")]
    [InlineData("train bomb.csv.gz")]
    [InlineData("compare bomb.csv.gz --methods set")]
    public void Data_that_do_not_fit_are_refused_where_the_memory_is_used_up(string command)
    {
        using (GZipStream packed = new(File.Create(place.PathOf("bomb.csv.gz")), CompressionLevel.Fastest))
        {
            byte[] rows = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1,0,2,0,1,0,3,0,0,1\n0,0,0,4,0,2,0,1,0,2\n", 50_000)));
            for (int i = 0; i < 20; i++) packed.Write(rows);
        }

        string line = place.Run($"{command} --max-memory 100MB").ErrorLine();
        Assert.Matches("bomb.csv.gz, row [0-9]+: .*more than the 42 MB of memory that data may take; allow more .--max-memory.", line);
        Assert.DoesNotContain("--hidden", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_for_a_model_have_the_same_limit()
    {
        place.Run($"train flowers.csv {Workplace.Brief} --output run").Succeeded();
        place.Write("many.csv", string.Concat(Enumerable.Repeat("1,2,3,4\n", 700_000)));
        string line = place.Run("predict run many.csv --max-memory 70MB").ErrorLine();
        Assert.Matches("many.csv, row [0-9]+: .*more than the 12 MB of memory", line);
        line = place.Run("predict run many.csv --max-memory 90MB").ErrorLine();
        Assert.Contains("are needed to predict these rows, 90 MB are allowed", line, StringComparison.Ordinal);
        Assert.DoesNotContain("--hidden", line, StringComparison.Ordinal);
        place.Write("many.csv", "a,b,c,d,class\n" + string.Concat(Enumerable.Repeat("1,2,3,4,iris\n", 700_000)));
        Assert.Matches("many.csv, row [0-9]+: ", place.Run("evaluate run many.csv --max-memory 70MB").ErrorLine());
    }

    [Fact]
    public void Figures_of_very_many_features_are_refused_before_they_are_made()
    {
        place.Write("wide.svm", "1 1:1 9999999:1\n2 2:1\n");
        string line = place.Run("data info wide.svm --max-memory 500MB").ErrorLine();
        Assert.Contains("are needed to describe these data, 500 MB are allowed: allow more (--max-memory)", line, StringComparison.Ordinal);
    }
}
