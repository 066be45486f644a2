using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ctre.Files;

/// <summary>What the base class library does not open on Linux and macOS: a folder, and a pipe without waiting for its other end.</summary>
internal static partial class PosixFile
{
    private const int ToWrite = 1, LinuxNonBlocking = 0x800, LinuxCloseOnExec = 0x8_0000, MacNonBlocking = 0x4, MacCloseOnExec = 0x100_0000;

    // ENXIO; EOPNOTSUPP, which macOS says of a socket.
    private static readonly int[] NobodyReads = OperatingSystem.IsMacOS() ? [6, 102] : [6];

    /// <summary>Opens for reading, at once and without a lock; null where that is not possible or the system is another one.</summary>
    public static SafeFileHandle? TryOpen(string path) => TryOpen(path, 0, out _);

    /// <summary>Opens for writing what is there, at once and without a lock; null as above.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isUnread">Whether it is a pipe that nobody reads, or a socket.</param>
    public static SafeFileHandle? TryOpenToWrite(string path, out bool isUnread)
    {
        SafeFileHandle? handle = TryOpen(path, ToWrite, out int error);
        isUnread = NobodyReads.Contains(error);
        return handle;
    }

    /// <summary>Flushes the names in a folder to disk, as far as the system can.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void FlushFolder(string path)
    {
        using SafeFileHandle? folder = TryOpen(path);
        if (folder is not null) RandomAccess.FlushToDisk(folder);
    }

    private static SafeFileHandle? TryOpen(string path, int access, out int error)
    {
        error = 0;
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return null;
        try
        {
            int flags = OperatingSystem.IsLinux() ? LinuxNonBlocking | LinuxCloseOnExec : MacNonBlocking | MacCloseOnExec;
            int descriptor = Open(path, access | flags);
            if (descriptor >= 0) return new SafeFileHandle(descriptor, ownsHandle: true);
            error = Marshal.GetLastPInvokeError();
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // The system has no such library; what it cannot open, it cannot open.
        }

        return null;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);
}
