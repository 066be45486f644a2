using System.Diagnostics;
using System.Net.Sockets;
using Ctre.Cli.Comparison;
using Ctre.Cli.Runs;

namespace Ctre.Cli.Tests;

/// <summary>What may be where a result is to be written and is no file.</summary>
public sealed class UnusualOutputTests : IDisposable
{
    private readonly Workplace place = new();

    public UnusualOutputTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such files there");

    public void Dispose() => place.Dispose();

    public static TheoryData<string> FilesOfARun =>
        [RunLock.FileName, RunFolder.RecordName, RunFolder.MetricsName, RunFolder.ModelName, RunFolder.CheckpointName];

    [Theory]
    [MemberData(nameof(FilesOfARun))]
    public void The_files_of_a_run_must_be_files(string name) => OnlyFiles(name, folder => RunFolder.Prepare(folder, force: true));

    [Theory]
    [InlineData(RunLock.FileName)]
    [InlineData("results.csv")]
    [InlineData("summary.csv")]
    [InlineData("summary.md")]
    [InlineData("tuning.csv")]
    [InlineData("tuned.json")]
    [InlineData("plots/density-flowers.svg")]
    public void The_files_of_a_comparison_must_be_files(string name) => OnlyFiles(name, ComparisonFolder.Open);

    [Theory]
    [InlineData("plots")]
    [InlineData("trials")]
    public void The_folders_of_a_comparison_must_be_folders(string name)
    {
        string folder = Folder();
        Directory.CreateDirectory(Path.Combine(folder, "cells"));
        MakePipe(Path.Combine(folder, name));
        Assert.Contains($"{name} is not a folder", Assert.Throws<InputException>(() => ComparisonFolder.Open(folder)).Message);
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("checkpoint.safetensors")]
    public void A_run_is_refused_before_training(string name)
    {
        MakePipe(Path.Combine(Folder(), name));
        string line = place.Run("train flowers.csv --epochs 10000000 --output out --force").ErrorLine();
        Assert.Equal($"error: cannot write out/{name}: it is a pipe, a socket or a device, not a file; delete it.", line);
    }

    [Theory]
    [InlineData("cells/flowers", "out/cells/flowers is not a folder")]
    [InlineData("cells/flowers/set-e20-s0.json", "cannot write out/cells/flowers/set-e20-s0.json: it is a pipe")]
    public void A_comparison_is_refused_before_training(string name, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder(), name))!);
        MakePipe(place.PathOf($"out/{name}"));
        string line = place.Run(
            "compare flowers.csv --methods set --epsilon 20 --hidden 8 --epochs 10000000 --seeds 0 --output out --force").ErrorLine();
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_go_to_what_reads_them_and_through_links()
    {
        place.Run($"train flowers.csv {Workplace.Brief} --output run --quiet").Succeeded();
        string expected = place.Run("predict run flowers.csv").Succeeded();
        string[] words = ["predict", "run", "flowers.csv", "--output"];
        CliRun piped = Cli.InShell(place.Folder, "mkfifo p; cat p & \"$@\" p || echo nothing > p; wait", words);
        Assert.Equal(expected, piped.Succeeded());
        Assert.Equal(expected, Cli.InShell(place.Folder, "\"$@\" /dev/fd/3 3>&1 | cat", words).Succeeded());
        Assert.Equal(
            "error: cannot write p: nobody reads there; start the reader of a pipe first.",
            Cli.InShell(place.Folder, "\"$@\" p", words).ErrorLine());
        // A link without a folder in its name, to a name without one.
        File.CreateSymbolicLink(place.PathOf("link"), "ctre-target.csv");
        Cli.InShell(place.Folder, "\"$@\" link", words).Succeeded();
        Assert.Equal(expected, File.ReadAllText(place.PathOf("ctre-target.csv")));
        Assert.NotNull(new FileInfo(place.PathOf("link")).LinkTarget);
    }

    private void OnlyFiles(string name, Func<string, IDisposable> open)
    {
        string folder = Folder(), path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(Path.Combine(folder, "cells"));
        MakePipe(path);
        Refused("it is a pipe, a socket or a device, not a file; delete it.");
        File.Delete(path);
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            Refused("it is a pipe, a socket or a device, not a file; delete it.");
        }

        File.Delete(path);
        File.CreateSymbolicLink(path, "/dev/null");
        Refused(name == RunLock.FileName ? "is a link: delete it." : "it is a pipe, a socket or a device, not a file; delete it.");
        File.Delete(path);
        Directory.CreateDirectory(path);
        Refused("it is a folder.");
        Directory.Delete(path);
        File.WriteAllText(path, "");
        open(folder).Dispose();

        void Refused(string how) => Assert.EndsWith(how, Assert.Throws<InputException>(() => open(folder)).Message);
    }

    private string Folder() => Directory.CreateDirectory(place.PathOf("out")).FullName;

    private static void MakePipe(string path)
    {
        using Process make = Process.Start("mkfifo", [path]);
        make.WaitForExit();
        Assert.Equal(0, make.ExitCode);
    }
}
