using System.Diagnostics;
using System.Text.Json;

namespace Ctre.Cli.Tests;

public sealed class RunFolderTests : IDisposable
{
    private readonly Workplace place = new();

    [Fact]
    public void Default_folder_tells_data_method_and_seed()
    {
        JsonElement json = place.Json($"train flowers.csv {Workplace.Brief} --method set --seed 3");
        Assert.Equal("runs/flowers-set-3", json.GetProperty("run").GetString());
        Assert.True(File.Exists(place.PathOf(json.GetProperty("model").GetString()!)));
    }

    [Fact]
    public void A_folder_with_content_is_refused_before_training_and_stays_as_it_is()
    {
        Directory.CreateDirectory(place.PathOf("taken"));
        place.Write("taken/notes.txt", "mine");
        string line = place.Run("train flowers.csv --output taken --epochs 1000000").ErrorLine();
        Assert.Contains("taken", line, StringComparison.Ordinal);
        Assert.Contains("--force", line, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFiles(place.PathOf("taken")))));
    }

    [Fact]
    public void Force_replaces_only_the_files_of_a_run()
    {
        place.Run($"train flowers.csv {Workplace.Brief} --output run --seed 1").Succeeded();
        place.Write("run/notes.txt", "mine");
        place.Run($"train flowers.csv {Workplace.Brief} --output run --seed 2 --force").Succeeded();
        Assert.Equal("mine", File.ReadAllText(place.PathOf("run/notes.txt")));
        Assert.Contains("\"seed\": 2", File.ReadAllText(place.PathOf("run/run.json")), StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFileSystemEntries(place.PathOf("run")).Length);
    }

    [Fact]
    public void A_run_that_fails_leaves_the_older_run_intact()
    {
        place.Run($"train flowers.csv {Workplace.Brief} --output run").Succeeded();
        byte[] before = File.ReadAllBytes(place.PathOf("run/model.safetensors"));
        CliRun diverged = place.Run("train flowers.csv --hidden 16 --epochs 50 --lr 100000 --output run --force");
        Assert.Equal(2, diverged.Code);
        Assert.Contains("error: training diverged", diverged.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(place.PathOf("run/model.safetensors")));
        Assert.True(File.Exists(place.PathOf("run/checkpoint.safetensors")));
        Assert.Equal(4, Directory.GetFileSystemEntries(place.PathOf("run")).Length);
    }

    [Theory]
    [InlineData("flowers.csv")]
    [InlineData("flowers.csv/run")]
    public void A_folder_that_cannot_be_written_is_refused_before_training(string output) =>
        Assert.Contains(output, place.Run($"train flowers.csv --epochs 1000000 --output {output}").ErrorLine(), StringComparison.Ordinal);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public void A_signal_stops_training_and_leaves_a_folder_that_can_be_used(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using Process process = Cli.Start(
            place.Folder, ["train", "flowers.csv", "--hidden", "16", "--epochs", "10000000", "--output", "new/run"]);
        Assert.StartsWith("epoch 1/", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Cli.Signal(process, signal);
        string rest = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("interrupted: resume with ctre train --resume new/run", rest.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.Equal(
            ["checkpoint.safetensors", "metrics.csv", "model.safetensors"],
            Directory.GetFileSystemEntries(place.PathOf("new/run")).Select(path => Path.GetFileName(path)!).Order());
        Assert.Contains("; interrupted, 10000000 were asked for", process.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        Assert.Contains("samples", place.Run("evaluate new/run flowers.csv").Succeeded(), StringComparison.Ordinal);
        Assert.Contains("connections", place.Run("inspect new/run").Succeeded(), StringComparison.Ordinal);
        Assert.Equal(121, place.Run("predict new/run flowers.csv").Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_signal_that_arrives_several_times_at_once_counts_as_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        // Large enough that saving takes its time.
        using Process process = Cli.Start(
            place.Folder, ["train", "flowers.csv", "--method", "dense", "--hidden", "2000,2000", "--epochs", "100", "--output", "run"]);
        Assert.StartsWith("epoch 1/", process.StandardError.ReadLine(), StringComparison.Ordinal);
        string[] kills = ["-c", $"for i in 1 2 3 4 5; do kill -TERM {process.Id}; sleep 0.003; done 2> /dev/null"];
        using (Process kill = Process.Start("sh", kills)) kill.WaitForExit();
        string rest = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("interrupted: resume with ctre train --resume run", rest.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.True(File.Exists(place.PathOf("run/checkpoint.safetensors")));
        using Process resumed = Cli.Start(place.Folder, ["train", "--resume", "run"]);
        Assert.StartsWith("epoch ", resumed.StandardError.ReadLine(), StringComparison.Ordinal);
        resumed.Kill();
        resumed.WaitForExit();
    }

    [Fact]
    public void A_name_that_no_folder_can_have_is_refused_before_training()
    {
        string line = place.Run($"train flowers.csv --epochs 1000000 --output new/{new string('n', 300)}").ErrorLine();
        Assert.Contains("cannot write to the output folder new/nnn", line, StringComparison.Ordinal);
        Assert.Equal(["flowers.csv"], place.Entries());
    }

    [Theory]
    [InlineData("link")]
    [InlineData("link/run")]
    public void A_link_to_nothing_is_refused_before_training(string output)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        File.CreateSymbolicLink(place.PathOf("link"), "nowhere");
        Assert.Contains(
            $"output folder {output}", place.Run($"train flowers.csv --epochs 1000000 --output {output}").ErrorLine(),
            StringComparison.Ordinal);
    }

    public void Dispose() => place.Dispose();
}
