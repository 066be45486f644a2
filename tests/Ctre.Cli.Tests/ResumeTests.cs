using System.Diagnostics;
using System.Text.Json;

namespace Ctre.Cli.Tests;

/// <summary>Runs that end before their time are continued, and end as if they never had.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    /// <summary>
    /// Killed at seeded moments, also while a checkpoint is written. CTRE_FULL=1 kills 200 times: every method, several seeds.
    /// </summary>
    [Theory]
    [InlineData("ctre-sim")]
    [InlineData("ctre-seq")]
    [InlineData("cte")]
    [InlineData("set")]
    [InlineData("static")]
    [InlineData("rigl")]
    [InlineData("gse")]
    [InlineData("snfs")]
    [InlineData("chts")]
    [InlineData("snip")]
    [InlineData("gmp")]
    [InlineData("granet")]
    [InlineData("dense")]
    public void A_killed_run_is_continued_to_the_same_model_and_metrics(string method)
    {
        bool isFull = Environment.GetEnvironmentVariable("CTRE_FULL") == "1";
        Assert.SkipUnless(isFull || method is "ctre-sim" or "ctre-seq" or "snfs", "CTRE_FULL=1 tries every method");
        int most = isFull ? 16 : 3, kills = 0;
        var random = new Random(method.Length);
        string options = $"--method {method} --hidden 16,16 --epochs {(isFull ? 3000 : 600)} --seed 2 --lr 0.02 --checkpoint-every 3";
        string expected = Digest(place.Json($"train flowers.csv {options} --output whole"));
        for (; kills < most; kills++)
        {
            using Process process = Cli.Start(place.Folder, kills == 0
                ? ["train", "flowers.csv", .. options.Split(' '), "--output", "part"]
                : ["train", "--resume", "part"]);
            process.StandardError.ReadLine();
            Thread.Sleep(random.Next(120));
            process.Kill();
            process.WaitForExit();
            if (!File.Exists(place.PathOf("part/checkpoint.safetensors"))) break;
        }

        Assert.True(kills == most || !isFull, $"the run was over after {kills} kills");
        if (File.Exists(place.PathOf("part/checkpoint.safetensors"))) place.Run("train --resume part --threads 1 --quiet").Succeeded();
        Assert.Equal(
            expected, Digest(JsonDocument.Parse(File.ReadAllText(place.PathOf("part/run.json"))).RootElement.GetProperty("results")));
        Assert.Equal(Metrics("whole"), Metrics("part"));
        Assert.Contains("the run in part is finished", place.Run("train --resume part").ErrorLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_options_and_other_data_are_refused_by_name()
    {
        Interrupt("train flowers.csv --hidden 16 --epochs 10000000 --lr 0.05 --output part");
        Assert.Contains(
            "--lr 0.2: the run was begun with other options, learningRate is 0.2 now and was 0.05",
            Refusal("train --resume part --lr 0.2"), StringComparison.Ordinal);
        Assert.Contains("--method set: the run was", Refusal("train flowers.csv --resume part --method set"), StringComparison.Ordinal);
        Assert.Contains("--test-fraction 0.3: the run was begun with 0.2", Refusal("train flowers.csv --resume part --test-fraction 0.3"),
            StringComparison.Ordinal);
        Assert.Contains("--output cannot be given with --resume", Refusal("train --resume part --output other"), StringComparison.Ordinal);
        Assert.Contains("there is no run folder absent", Refusal("train --resume absent"), StringComparison.Ordinal);
        string rows = File.ReadAllText(place.PathOf("flowers.csv"));
        place.Write("flowers.csv", rows + rows.Split('\n')[1] + "\n");
        Assert.Contains("the data are not those that the run was begun with", Refusal("train --resume part"), StringComparison.Ordinal);
        Assert.Contains("--resume part", Refusal("train flowers.csv --output part"), StringComparison.Ordinal);
        File.WriteAllText(place.PathOf("part/checkpoint.safetensors"), "rubbish");
        Assert.Contains("is not a sound Ctre checkpoint", Refusal("train --resume part"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_that_is_far_too_high_stops_cleanly_or_is_lowered_until_the_run_gets_on()
    {
        string line = place.Run("train flowers.csv --hidden 16,16 --epochs 20 --lr 100000 --output stopped --quiet").ErrorLine();
        Assert.Contains("training diverged in epoch ", line, StringComparison.Ordinal);
        JsonElement record =
            Record("train flowers.csv --hidden 16,16 --epochs 40 --lr 100000 --on-divergence rollback --output lowered --quiet", "lowered");
        JsonElement[] rollbacks = [.. record.GetProperty("rollbacks").EnumerateArray()];
        Assert.InRange(rollbacks.Length, 1, 3);
        Assert.All(rollbacks, rollback => Assert.InRange(rollback.GetProperty("learningRate").GetDouble(), 1e-6, 50_000));
        Assert.InRange(record.GetProperty("results").GetProperty("testAccuracy").GetDouble(), 0.6, 1);
    }

    /// <summary>So rarely that a run which goes by the usual rule, every ten epochs, shows within a moment.</summary>
    [Fact]
    public void A_continued_run_is_saved_as_often_as_it_was_to_be()
    {
        Interrupt("train flowers.csv --hidden 16 --epochs 10000000 --checkpoint-every 1000000 --output part");
        string path = place.PathOf("part/checkpoint.safetensors");
        using Process process = Cli.Start(place.Folder, ["train", "--resume", "part"]);
        process.StandardError.ReadLine();
        Thread.Sleep(400);
        DateTime saved = File.GetLastWriteTimeUtc(path);
        Thread.Sleep(800);
        Assert.Equal(saved, File.GetLastWriteTimeUtc(path));
        Assert.False(process.HasExited);
        process.Kill();
        process.WaitForExit();
    }

    [Fact]
    public void DATA_is_needed_unless_a_run_is_resumed() =>
        Assert.Contains("DATA is missing", place.Run("train").ErrorLine(), StringComparison.Ordinal);

    private void Interrupt(string line)
    {
        using Process process = Cli.Start(place.Folder, line.Split(' '));
        process.StandardError.ReadLine();
        process.Kill();
        process.WaitForExit();
    }

    private string Refusal(string line) => place.Run(line).ErrorLine();

    private JsonElement Record(string line, string folder)
    {
        place.Run(line).Succeeded();
        return JsonDocument.Parse(File.ReadAllText(place.PathOf($"{folder}/run.json"))).RootElement;
    }

    private static string Digest(JsonElement result) =>
        $"{result.GetProperty("modelDigest")} {result.GetProperty("testAccuracy")} {result.GetProperty("testLoss")} "
            + $"{result.GetProperty("bestEpoch")}";

    // All columns but the times.
    private string[] Metrics(string folder)
    {
        string[][] rows = [.. File.ReadAllLines(place.PathOf($"{folder}/metrics.csv")).Select(row => row.Split(','))];
        int[] kept = [.. Enumerable.Range(0, rows[0].Length).Where(c => !rows[0][c].Contains("second", StringComparison.Ordinal))];
        return [.. rows.Select(row => string.Join(',', kept.Select(c => row[c])))];
    }
}
