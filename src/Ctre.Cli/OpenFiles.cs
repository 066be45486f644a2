using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ctre.Cli;

/// <summary>
/// The files that a process may have open at once. .NET opens each of its libraries twice when it is first used, keeps it open, and aborts
/// where it cannot; so room for all of them is made sure of before the first. This class uses the base library alone, which is open.
/// </summary>
internal static class OpenFiles
{
    // Measured: 69 at most, by ctre data get over https; training takes 56, a comparison 61.
    private const int Needed = 100, StandardError = 2;

    /// <summary>Whether there is room; if not, stderr says so.</summary>
    public static bool HaveRoom()
    {
        if (OperatingSystem.IsWindows()) return true;
        int room = Room();
        if (room < Needed) Report(room);
        return room >= Needed;
    }

    private static int Room()
    {
        var open = new SafeFileHandle?[Needed];
        int count = 0;
        try
        {
            for (; count < Needed; count++) open[count] = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return count;
        }
        catch (IOException exception)
        {
            // A system without such a device says nothing about room.
            return exception is FileNotFoundException ? Needed : count;
        }
        finally
        {
            foreach (SafeFileHandle? handle in open) handle?.Dispose();
        }
    }

    private static void Report(int room)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"error: only {room} more files can be open, ctre needs {Needed}: raise the limit (ulimit -n 256).\n");
        try
        {
            using var error = new FileStream(new SafeFileHandle(StandardError, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            error.Write(Encoding.UTF8.GetBytes(line));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // There is nowhere left to report it.
        }
    }
}
