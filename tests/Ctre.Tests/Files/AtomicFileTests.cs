using System.Diagnostics;
using System.Text;
using Ctre.Files;

namespace Ctre.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ctre-").FullName;

    [Fact]
    public void Content_is_replaced_whole_and_nothing_is_left_beside_it()
    {
        string path = At("a.txt");
        Write(path, "old");
        Write(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_content()
    {
        string path = At("a.txt");
        Write(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public void A_symbolic_link_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        Write(At("target.txt"), "old");
        File.CreateSymbolicLink(At("link.txt"), At("target.txt"));
        Write(At("link.txt"), "new");
        Assert.Equal("new", File.ReadAllText(At("target.txt")));
        Assert.NotNull(new FileInfo(At("link.txt")).LinkTarget);
    }

    [Fact]
    public void A_device_stays_a_device()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no device files there");
        Write("/dev/null", "gone");
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.Empty(File.ReadAllText("/dev/null"));
    }

    [Fact]
    public void A_pipe_is_written_to_when_somebody_reads_it()
    {
        MakePipe("pipe");
        string message = Assert.Throws<InputException>(() => Write(At("pipe"), "x")).Message;
        Assert.Equal($"cannot write {At("pipe")}: nobody reads there; start the reader of a pipe first.", message);
        // More than a pipe holds, for a reader that is slow to begin.
        byte[] content = [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)(i * 31 >> 3))];
        using Process reader = Process.Start("sh", ["-c", $"(sleep 0.1; cat) < {At("pipe")} > {At("copy")}"]);
        bool isRead = SpinWait.SpinUntil(() => TryWrite(At("pipe"), content), TimeSpan.FromSeconds(30));
        reader.WaitForExit();
        Assert.True(isRead);
        Assert.Equal(content, File.ReadAllBytes(At("copy")));
        Assert.Equal([At("copy"), At("pipe")], Directory.GetFiles(folder).Order());
    }

    [Fact]
    public void A_pipe_that_is_called_like_a_leftover_keeps_nobody_waiting()
    {
        MakePipe($"a.txt.{int.MaxValue}.ctre-tmp");
        Write(At("a.txt"), "new");
        AtomicFile.RemoveLeftovers(folder);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void A_place_where_a_file_can_be_put_later_holds_a_file_or_nothing()
    {
        Write(At("old"), "old");
        File.CreateSymbolicLink(At("link"), At("nowhere"));
        AtomicFile.RequireFiles([At("old"), At("new"), At("no/folder"), At("link")]);
        Assert.Equal("old", File.ReadAllText(At("old")));
        MakePipe("pipe");
        File.CreateSymbolicLink(At("to-pipe"), "pipe");
        foreach (string path in (string[])[At("pipe"), At("to-pipe"), "/dev/null", Path.GetRelativePath(".", "/dev/null")])
        {
            string message = Assert.Throws<InputException>(() => AtomicFile.RequireFiles([At("old"), path])).Message;
            Assert.Equal($"cannot write {path}: it is a pipe, a socket or a device, not a file; delete it.", message);
        }

        Assert.Contains("it is a folder", Assert.Throws<InputException>(() => AtomicFile.RequireFiles([folder])).Message);
    }

    [Fact]
    public void What_cannot_be_written_is_told_by_the_name_that_the_user_gave()
    {
        string path = Path.Combine(folder, "nowhere", "a.txt");
        string message = Assert.Throws<InputException>(() => Write(path, "x")).Message;
        Assert.Contains($"cannot write {path}: there is no folder", message);
        Assert.DoesNotContain("ctre-tmp", message);
        Assert.Contains("is a folder", Assert.Throws<InputException>(() => Write(folder, "x")).Message);
        Assert.Throws<InputException>(() => Write("", "x"));
    }

    [Fact]
    public void What_a_killed_writer_left_goes_when_the_target_is_written_next()
    {
        string dead = At($"a.txt.{int.MaxValue}.ctre-tmp"), other = At($"b.txt.{int.MaxValue}.ctre-tmp");
        string living = At($"a.txt.{Process.GetProcesses().First(process => process.Id != Environment.ProcessId).Id}.ctre-tmp");
        string[] strangers = [At("a.txt.tmp"), At("a.txt.backup.ctre-tmp"), At("a.txt.12x.ctre-tmp")];
        foreach (string path in (string[])[dead, other, living, .. strangers]) File.WriteAllText(path, "");
        Write(At("a.txt"), "new");
        Assert.Equal(((string[])[At("a.txt"), other, living, .. strangers]).Order(), Directory.GetFiles(folder).Order());
        AtomicFile.RemoveLeftovers(folder);
        Assert.Equal(((string[])[At("a.txt"), living, .. strangers]).Order(), Directory.GetFiles(folder).Order());
        AtomicFile.RemoveLeftovers(At("nowhere"));
    }

    [Fact]
    public void Several_files_are_all_written_before_the_first_is_replaced()
    {
        Write(At("a.txt"), "old");
        Assert.Throws<InputException>(() => AtomicFile.Write([(At("a.txt"), Text("new")), (At("nowhere/b.txt"), Text("new"))]));
        Assert.Equal("old", File.ReadAllText(At("a.txt")));
        AtomicFile.Write([(At("a.txt"), Text("new")), (At("b.txt"), Text("newer"))]);
        Assert.Equal(["new", "newer"], Directory.GetFiles(folder).Order().Select(File.ReadAllText));
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file_and_nothing_else()
    {
        using TinyDisk disk = TinyDisk.OrSkip(kilobytes: 64);
        string path = Path.Combine(disk.Path, "a.txt");
        Write(path, "old");
        string message = Assert.Throws<InputException>(() => AtomicFile.Write(path, stream => stream.Write(new byte[1 << 20]))).Message;
        Assert.Equal($"cannot write {path}: the disk is full; make room or choose another folder.", message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(disk.Path));
        Write(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void A_disk_that_cannot_be_written_to_is_told()
    {
        using TinyDisk disk = TinyDisk.OrSkip(kilobytes: 64);
        string path = Path.Combine(disk.Path, "a.txt");
        Write(path, "old");
        disk.MakeReadOnly();
        string message = Assert.Throws<InputException>(() => Write(path, "new")).Message;
        Assert.StartsWith($"cannot write {path}: ", message);
        Assert.DoesNotContain("ctre-tmp", message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(disk.Path));
    }

    [Fact]
    public void A_full_device_is_told()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        Assert.Contains("cannot write /dev/full: the disk is full", Assert.Throws<InputException>(() => Write("/dev/full", "x")).Message);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Write(string path, string text) => AtomicFile.Write(path, Text(text));

    // False while nobody reads.
    private static bool TryWrite(string path, byte[] content)
    {
        try
        {
            AtomicFile.Write(path, stream => stream.Write(content));
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private void MakePipe(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such pipes there");
        using Process make = Process.Start("mkfifo", [At(name)]);
        make.WaitForExit();
    }

    private static Action<Stream> Text(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    private string At(string name) => Path.Combine(folder, name);
}
