using System.Text;
using Ctre.Models;

namespace Ctre.Tests.Models;

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
    public void What_cannot_be_written_is_told_by_the_name_that_the_user_gave()
    {
        string path = Path.Combine(folder, "nowhere", "a.txt");
        string message = Assert.Throws<InputException>(() => Write(path, "x")).Message;
        Assert.Contains($"cannot write {path}: there is no folder", message);
        Assert.DoesNotContain(".tmp", message);
        Assert.Contains("is a folder", Assert.Throws<InputException>(() => Write(folder, "x")).Message);
        Assert.Throws<InputException>(() => Write("", "x"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private string At(string name) => Path.Combine(folder, name);
}
