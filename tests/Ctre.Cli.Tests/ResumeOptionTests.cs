using System.Diagnostics;
using Ctre.Cli.Commands;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Tests;

/// <summary>No option that is given with <c>--resume</c> is ignored.</summary>
public sealed class ResumeOptionTests : IDisposable
{
    /// <summary>Options that may be other ones: results don't depend on them, or they are for what is to come.</summary>
    private static readonly string[] Free =
        ["--threads", "--max-memory", "--quiet", "--json", "--checkpoint-every", "--on-divergence", "--resume", "--help"];

    /// <summary>A value of each option that the run was not begun with.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["--label"] = "0",
        ["--data-dir"] = "/nonexistent",
        ["--format"] = "libsvm",
        ["--categorical"] = "a",
        ["--ignore"] = "a,b",
        ["--missing"] = "error",
        ["--header"] = "no",
        ["--test"] = "flowers.csv",
        ["--test-fraction"] = "0.3",
        ["--method"] = "set",
        ["--hidden"] = "17",
        ["--epsilon"] = "2",
        ["--density"] = "0.5",
        ["--sparsity"] = "0.5",
        ["--distribution"] = "uniform",
        ["--zeta"] = "0.1",
        ["--zeta-schedule"] = "linear",
        ["--update-every"] = "2",
        ["--update-until"] = "0.5",
        ["--switch-patience"] = "3",
        ["--wiring-rounds"] = "4",
        ["--similarity"] = "exact",
        ["--similarity-rows"] = "20",
        ["--grow-init"] = "uniform",
        ["--weight-init"] = "glorot",
        ["--activation"] = "tanh",
        ["--epochs"] = "2",
        ["--patience"] = "5",
        ["--refit"] = "",
        ["--batch-size"] = "10",
        ["--lr"] = "0.02",
        ["--lr-schedule"] = "step",
        ["--optimizer"] = "adam",
        ["--momentum"] = "0.5",
        ["--nesterov"] = "false",
        ["--weight-decay"] = "0.001",
        ["--dropout"] = "0.1",
        ["--class-weight"] = "balanced",
        ["--validation-fraction"] = "0.25",
        ["--scale"] = "standard",
        ["--seed"] = "1",
        ["--preset"] = "ctre-paper",
        ["--output"] = "elsewhere",
        ["--force"] = "",
    };

    private readonly Workplace place = new();

    public ResumeOptionTests()
    {
        string[] words = ["train", "flowers.csv", "--hidden", "16", "--epochs", "10000000", "--output", "run"];
        using Process process = Cli.Start(place.Folder, words);
        process.StandardError.ReadLine();
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose() => place.Dispose();

    /// <summary>An option that is added later has no value here, and fails: it needs one, or a reason to be free.</summary>
    [Fact]
    public void Every_option_is_equal_to_the_run_s_or_refused_by_name()
    {
        string[] options = [.. new TrainCommand(new Terminal()).Options.Select(option => option.Name).Except(Free)];
        Assert.Equal(options.Order(), Others.Keys.Order());
        Parallel.ForEach(options, new ParallelOptions { MaxDegreeOfParallelism = 3 }, option =>
        {
            string copy = $"copy{option}";
            Directory.CreateDirectory(place.PathOf(copy));
            string checkpoint = Path.Combine(copy, "checkpoint.safetensors");
            File.Copy(place.PathOf("run/checkpoint.safetensors"), place.PathOf(checkpoint));
            string line = place.Run($"train --resume {copy} {option} {Others[option]}".TrimEnd()).ErrorLine();
            Assert.StartsWith($"error: {option}", line, StringComparison.Ordinal);
        });
    }

    /// <summary>From any folder, also with the options repeated; a file that was moved is named anew.</summary>
    [Fact]
    public void The_data_are_found_from_any_folder()
    {
        Directory.CreateDirectory(place.PathOf("far/away"));
        string[] same = ["--test-fraction", "0.20", "--missing", "median", "--hidden", "16"];
        Assert.Equal(130, ResumedBriefly("far/away", ["--resume", "../../run", .. same]));
        File.Move(place.PathOf("flowers.csv"), place.PathOf("far/moved.csv"));
        string line = Cli.Line(place.Folder, "train --resume run").ErrorLine();
        Assert.Contains("flowers.csv, are not there: if they were moved", line, StringComparison.Ordinal);
        Assert.Equal(130, ResumedBriefly("far", "--resume", "../run", "moved.csv"));
    }

    private int ResumedBriefly(string folder, params string[] words)
    {
        using Process process = Cli.Start(place.PathOf(folder), ["train", .. words]);
        Assert.StartsWith("epoch ", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Cli.Signal(process, "TERM");
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
