using System.Diagnostics;
using System.Globalization;
using Ctre.Cli.Runs;

namespace Ctre.Cli.Tests;

public sealed class RunLockTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void The_second_is_refused_by_the_number_of_the_first_whose_death_frees_the_folder()
    {
        using Process first = Training("new/run");
        string line = place.Run("train flowers.csv --epochs 1000000 --output new/run --force").ErrorLine();
        Assert.Contains($"the output folder new/run is in use by process {first.Id}:", line, StringComparison.Ordinal);
        Assert.Equal([RunLock.FileName, "checkpoint.safetensors", "metrics.csv", "model.safetensors"], Names("new/run"));
        first.Kill();
        first.WaitForExit();
        place.Run($"train flowers.csv {Workplace.Brief} --output new/run --force").Succeeded();
        Assert.Equal(["metrics.csv", "model.safetensors", "run.json"], Names("new/run"));
    }

    [Fact]
    public void Of_many_that_start_at_once_one_wins()
    {
        Process[] all = [.. Enumerable.Range(0, 4).Select(_ => Cli.Start(
            place.Folder, ["train", "flowers.csv", "--hidden", "16", "--epochs", "10000000", "--output", "run"]))];
        Process[] losers = [.. all.Where(process => !process.StandardError.ReadLine()!.StartsWith("epoch 1/", StringComparison.Ordinal))];
        Assert.Equal(3, losers.Length);
        foreach (Process loser in losers) loser.WaitForExit();
        Assert.All(losers, process => Assert.Equal(2, process.ExitCode));
        foreach (Process process in all)
        {
            process.Kill();
            process.Dispose();
        }
    }

    [Fact]
    public void A_lock_is_taken_over_from_a_process_that_began_at_another_time_or_is_gone()
    {
        string folder = place.PathOf("run");
        foreach (LockOwner stale in (LockOwner[])[LockOwner.Me with { Started = 1 }, LockOwner.Me with { Process = int.MaxValue }])
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, RunLock.FileName), stale.ToBytes());
            RunLock.Acquire(folder).Dispose();
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }
    }

    [Fact]
    public void Where_the_system_locks_nothing_the_name_of_a_living_process_does()
    {
        using Process other = Training("busy");
        string folder = place.PathOf("run");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, RunLock.FileName), "not a name");
        RunLock.Acquire(folder).Dispose();
        long started = new DateTimeOffset(other.StartTime.ToUniversalTime()).ToUnixTimeSeconds();
        File.WriteAllBytes(Path.Combine(folder, RunLock.FileName), (LockOwner.Me with { Process = other.Id, Started = started }).ToBytes());
        Assert.Contains(
            $"process {other.Id}", Assert.Throws<InputException>(() => RunLock.Acquire(folder)).Message, StringComparison.Ordinal);
        other.Kill();
        other.WaitForExit();
        RunLock.Acquire(folder).Dispose();
    }

    [Fact]
    public void A_lock_that_ends_leaves_no_trace_and_only_its_own_folders_go()
    {
        string folder = place.PathOf("a/b/c");
        using (RunLock.Acquire(folder))
        {
            Assert.Equal(LockOwner.Me.ToString(), $"process {Environment.ProcessId}");
            Assert.Contains(
                LockOwner.Me.ToString(), Assert.Throws<InputException>(() => RunLock.Acquire(folder)).Message, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(place.PathOf("a")));
        using (RunLock.Acquire(folder)) place.Write("a/mine", "");
        Assert.Equal([place.PathOf("a/mine")], Directory.GetFileSystemEntries(place.PathOf("a")));
        using (RunLock.Acquire(place.PathOf("a"))) { }
        Assert.Equal([place.PathOf("a/mine")], Directory.GetFileSystemEntries(place.PathOf("a")));
    }

    [Fact]
    public void A_lock_that_leads_elsewhere_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        Directory.CreateDirectory(place.PathOf("run"));
        File.CreateSymbolicLink(place.PathOf($"run/{RunLock.FileName}"), place.PathOf("flowers.csv"));
        Assert.Contains(
            "is a link: delete it", place.Run("train flowers.csv --epochs 1000000 --output run").ErrorLine(), StringComparison.Ordinal);
        Assert.Equal(Workplace.Table(withLabels: true), File.ReadAllText(place.PathOf("flowers.csv")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7 8")]
    [InlineData("7 8 machine")]
    [InlineData("x 8 machine\n")]
    [InlineData("-7 8 machine\n")]
    [InlineData("99999999999 8 machine\n")]
    public void Other_texts_name_no_owner(string text) => Assert.Null(LockOwner.Parse(text));

    [Fact]
    public void A_text_names_who_wrote_it()
    {
        Assert.Equal(LockOwner.Me, LockOwner.Parse(System.Text.Encoding.UTF8.GetString(LockOwner.Me.ToBytes())));
        Assert.True(LockOwner.Me.IsAliveHere);
        LockOwner elsewhere = LockOwner.Me with { Machine = "elsewhere", Process = int.MaxValue };
        Assert.True(elsewhere is { IsAliveHere: false, MayBeAlive: true });
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"process {int.MaxValue} on elsewhere"), elsewhere.ToString());
    }

    [Fact]
    public void A_comparison_has_its_folder_to_itself()
    {
        using (RunLock.Acquire(place.PathOf("cmp")))
        {
            string line = place.Run("compare flowers.csv --methods set --epochs 2 --seeds 0 --output cmp").ErrorLine();
            Assert.Contains($"in use by process {Environment.ProcessId}", line, StringComparison.Ordinal);
        }

        place.Run("compare flowers.csv --methods set --hidden 8 --epochs 2 --seeds 0 --output cmp --quiet").Succeeded();
        Assert.DoesNotContain(RunLock.FileName, Names("cmp"));
    }

    private string[] Names(string folder) =>
        [.. Directory.GetFileSystemEntries(place.PathOf(folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private Process Training(string output)
    {
        Process process = Cli.Start(place.Folder, ["train", "flowers.csv", "--hidden", "16", "--epochs", "10000000", "--output", output]);
        Assert.StartsWith("epoch 1/", process.StandardError.ReadLine(), StringComparison.Ordinal);
        return process;
    }
}
