using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ctre.Files;

/// <summary>What the base class library does not open on Linux and macOS: a folder, and a pipe without waiting for its writer.</summary>
internal static partial class PosixFile
{
    private const int LinuxNonBlocking = 0x800, LinuxCloseOnExec = 0x8_0000, MacNonBlocking = 0x4, MacCloseOnExec = 0x100_0000;

    /// <summary>Opens for reading, at once and without a lock; null where that is not possible or the system is another one.</summary>
    public static SafeFileHandle? TryOpen(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return null;
        try
        {
            int flags = OperatingSystem.IsLinux() ? LinuxNonBlocking | LinuxCloseOnExec : MacNonBlocking | MacCloseOnExec;
            int descriptor = Open(path, flags);
            return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Flushes the names in a folder to disk, as far as the system can.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void FlushFolder(string path)
    {
        using SafeFileHandle? folder = TryOpen(path);
        if (folder is not null) RandomAccess.FlushToDisk(folder);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
