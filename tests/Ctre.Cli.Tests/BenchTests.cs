using System.Diagnostics;
using System.Text.Json;

namespace Ctre.Cli.Tests;

public sealed class BenchTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Json_has_exactly_the_fields_of_the_contract()
    {
        JsonElement json = place.Json("bench --quick --threads 1");
        Assert.Equal(
            "peakGflops peakGflopsAllThreads bandwidthGBs bandwidthGBsAllThreads cpu runtime vectors threads workloads growth "
                + "breakEvenDensity",
            Workplace.Fields(json));
        JsonElement[] workloads = [.. json.GetProperty("workloads").EnumerateArray()];
        Assert.All(workloads, workload => Assert.Equal(
            "name density connections threads samplesPerSecond gflops fractionOfPeak nsPerConnectionSample", Workplace.Fields(workload)));
        Assert.Equal(11, workloads.Length);
        Assert.Equal(6794, workloads[0].GetProperty("connections").GetInt64());
        JsonElement dense = workloads.Single(workload => workload.GetProperty("name").GetString() == "W1 dense");
        Assert.Equal(2_794_000, dense.GetProperty("connections").GetInt64());
        Assert.Equal(1, json.GetProperty("threads").GetInt32());
        JsonElement[] growth = [.. json.GetProperty("growth").EnumerateArray()];
        Assert.All(growth, layer => Assert.Equal(
            "data density connections rows layer exactSeconds autoSeconds massRatio epochSeconds", Workplace.Fields(layer)));
        Assert.Equal(8, growth.Length);
        Assert.All(growth, layer => Assert.InRange(layer.GetProperty("rows").GetInt32(), 64, 54_000));
        Assert.All(growth, layer => Assert.InRange(layer.GetProperty("massRatio").GetDouble(), 0.5, 1.01));
        Assert.Contains(json.GetProperty("breakEvenDensity").ValueKind, (JsonValueKind[])[JsonValueKind.Number, JsonValueKind.Null]);
    }

    [Fact]
    public void Help_shows_options_and_examples()
    {
        string help = place.Run("bench --help").Succeeded();
        Assert.Contains("--quick", help, StringComparison.Ordinal);
        Assert.Contains("Default: one per processor.", help, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  ctre bench\n", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bench --threads 0", "--threads 0: must be an integer, 1 to 1024")]
    [InlineData("bench --threads many", "--threads many: must be an integer, 1 to 1024")]
    [InlineData("bench --data-dir nowhere", "--data-dir nowhere: there is neither mnist nor fashion-mnist in it")]
    [InlineData("bench --quik", "unknown option --quik: did you mean --quick?")]
    [InlineData("bench madelon", "unexpected argument 'madelon'")]
    public void A_wrong_option_is_reported_in_one_line(string line, string expected) =>
        Assert.Contains(expected, place.Run(line).ErrorLine(), StringComparison.Ordinal);

    [Fact]
    public async Task An_interrupted_measurement_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs POSIX signals");
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using Process process = Cli.Start(place.Folder, ["bench", "--threads", "1"]);
        Assert.StartsWith("measuring", await process.StandardError.ReadLineAsync(cancel), StringComparison.Ordinal);
        Cli.Signal(process, "INT");
        string rest = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        Assert.Equal(130, process.ExitCode);
        Assert.EndsWith("interrupted: nothing was written\n", rest, StringComparison.Ordinal);
        Assert.Empty(await process.StandardOutput.ReadToEndAsync(cancel));
    }
}
