using System.Diagnostics;

namespace Ctre.Tests;

/// <summary>A disk of its own in memory, of a few kilobytes, for what happens when it is full.</summary>
public sealed class TinyDisk : IDisposable
{
    private TinyDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts the disk, or skips the test where that is not allowed.</summary>
    public static TinyDisk OrSkip(int kilobytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a small disk is mounted with tmpfs, on Linux");
        string path = Directory.CreateTempSubdirectory("ctre-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "none", path)) return new TinyDisk(path);
        Directory.Delete(path);
        Assert.Skip("to mount a small disk takes more rights than there are here");
        return null!;
    }

    public void Grow(int kilobytes) => Assert.True(Run("mount", "-o", $"remount,size={kilobytes}k", Path));

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
