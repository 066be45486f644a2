namespace Ctre.Cli.Tests;

/// <summary>Where few files can be open, .NET aborts when it needs the next of its libraries; ctre says so before.</summary>
public sealed class OpenFilesTests(TrainedWorkplace trained) : IClassFixture<TrainedWorkplace>
{
    [Theory]
    [InlineData(32)]
    [InlineData(74)]
    [InlineData(110)]
    public void Too_few_are_told_in_one_line(int limit)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no such limit there");
        Assert.Matches(
            @"^error: only \d+ more files can be open, ctre needs 100: raise the limit \(ulimit -n 256\)\.$",
            Within(limit, "train flowers.csv --epochs 1000000 --output short").ErrorLine());
        Assert.False(Directory.Exists(trained.Place.PathOf("short")));
    }

    [Fact]
    public void A_few_more_are_enough()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no such limit there");
        Within(160, $"train flowers.csv {Workplace.Brief} --output enough").Succeeded();
        Within(160, "predict run flowers.csv").Succeeded();
        Within(160, "compare flowers.csv --methods set --hidden 8 --epochs 2 --seeds 0..3 --jobs 4 --output compared --quiet").Succeeded();
    }

    private CliRun Within(int limit, string line) =>
        Cli.InShell(trained.Place.Folder, $"ulimit -n {limit}; exec \"$@\"", line.Split(' '));
}
