using Ctre.Tests;

namespace Ctre.Cli.Tests;

/// <summary>Disks that are full, small or not to be written to: one line, exit code 2, and nothing half-written.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_run_on_a_disk_that_is_too_small_for_its_model_says_so_and_leaves_the_older_run()
    {
        using TinyDisk disk = TinyDisk.OrSkip(kilobytes: 300);
        string run = Path.Combine(disk.Path, "run");
        place.Run($"train flowers.csv {Workplace.Brief} --output {run}").Succeeded();
        Dictionary<string, byte[]> before = Contents(run);
        CliRun large = place.Run($"train flowers.csv --method dense --hidden 300,300 --epochs 1 --output {run} --force --quiet");
        Assert.Contains($"cannot write {run}/model.safetensors: the disk is full", large.ErrorLine(), StringComparison.Ordinal);
        Dictionary<string, byte[]> after = Contents(run);
        Assert.True(after.Remove("checkpoint.safetensors"));
        Assert.Equal(before, after);
        CliRun fresh = place.Run($"train flowers.csv --method dense --hidden 300,300 --epochs 1 --output {disk.Path}/other --quiet");
        Assert.Contains("the disk is full", fresh.ErrorLine(), StringComparison.Ordinal);
        Assert.Equal(["checkpoint.safetensors", "metrics.csv"], Contents($"{disk.Path}/other").Keys.Order());
        place.Run($"train flowers.csv {Workplace.Brief} --seed 1 --output {run} --force").Succeeded();
    }

    [Fact]
    public void A_disk_that_cannot_be_written_to_is_reported_before_training()
    {
        using TinyDisk disk = TinyDisk.OrSkip(kilobytes: 300);
        disk.MakeReadOnly();
        string line = place.Run($"train flowers.csv --epochs 1000000 --output {disk.Path}/run").ErrorLine();
        Assert.Contains($"cannot write to the output folder {disk.Path}/run", line, StringComparison.Ordinal);
        line = place.Run($"compare flowers.csv --methods set --epochs 1000000 --output {disk.Path}/run").ErrorLine();
        Assert.Contains($"cannot write to the output folder {disk.Path}/run", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_that_find_no_room_leave_the_older_ones()
    {
        using TinyDisk disk = TinyDisk.OrSkip(kilobytes: 8);
        place.Run($"train flowers.csv {Workplace.Brief} --output run").Succeeded();
        string file = Path.Combine(disk.Path, "p.csv");
        File.WriteAllText(file, "mine");
        string line = place.Run($"predict run flowers.csv --probabilities --output {file}").ErrorLine();
        Assert.Contains($"cannot write {file}: the disk is full", line, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFileSystemEntries(disk.Path));
    }

    [Fact]
    public void A_comparison_on_a_full_disk_stops_in_one_line_and_goes_on_when_there_is_room()
    {
        using TinyDisk disk = TinyDisk.OrSkip(kilobytes: 48);
        string output = Path.Combine(disk.Path, "cmp");
        string command = $"compare flowers.csv --methods set,static --hidden 8 --epochs 30 --seeds 0..7 --quiet --output {output}";
        string line = place.Run(command).ErrorLine();
        Assert.Contains("the disk is full", line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(disk.Path, "*.ctre-tmp", SearchOption.AllDirectories));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(output, "cells"), "*.json", SearchOption.AllDirectories));
        disk.Grow(kilobytes: 1000);
        place.Run(command).Succeeded();
    }

    [Theory]
    [InlineData("predict run flowers.csv")]
    [InlineData("evaluate run flowers.csv")]
    [InlineData("evaluate run flowers.csv --json")]
    [InlineData("inspect run --json")]
    public void A_full_standard_output_is_reported(string command)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        place.Run($"train flowers.csv {Workplace.Brief} --output run").Succeeded();
        CliRun run = Cli.InShell(place.Folder, "\"$@\" > /dev/full", command.Split(' '));
        Assert.Contains("No space left", run.ErrorLine(), StringComparison.Ordinal);
    }

    private static Dictionary<string, byte[]> Contents(string folder) =>
        Directory.GetFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
}
