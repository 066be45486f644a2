using Microsoft.Win32.SafeHandles;

namespace Ctre.Files;

/// <summary>The place where a file is to be written, and what is there before.</summary>
internal sealed class WriteTarget
{
    private readonly string asked;

    private WriteTarget(string asked, string path) => (this.asked, Path) = (asked, path);

    /// <summary>The path; links are followed.</summary>
    public string Path { get; }

    /// <summary>Finds the place; folders and names that no file can have are refused.</summary>
    /// <param name="path">The path, as the user named it.</param>
    /// <exception cref="InputException">No file can be written there.</exception>
    /// <exception cref="IOException">The links go in circles.</exception>
    public static WriteTarget Of(string path)
    {
        if (string.IsNullOrEmpty(path)) throw new InputException("a file to write needs a name.");
        if (Directory.Exists(path)) throw new InputException($"cannot write {path}: it is a folder.");
        return new WriteTarget(path, Followed(path));
    }

    /// <summary>Makes sure that a file can be replaced, or is not there yet: for what is written only after long work.</summary>
    /// <exception cref="InputException">A folder, pipe, socket or device is there.</exception>
    public static void RequireFile(string path)
    {
        WriteTarget target = Of(path);
        using FileStream? stream = target.TryOpenStream(out bool isUnread);
        if (stream is not null || isUnread)
            throw new InputException($"cannot write {path}: it is a pipe, a socket or a device, not a file; delete it.");
    }

    /// <summary>Opens the pipe or device that is there; null if it is a file, or nothing.</summary>
    /// <exception cref="InputException">Nobody reads what would be written.</exception>
    public FileStream? OpenStream() => TryOpenStream(out bool isUnread) ?? (isUnread
        ? throw new InputException($"cannot write {asked}: nobody reads there; start the reader of a pipe first.")
        : null);

    private FileStream? TryOpenStream(out bool isUnread)
    {
        isUnread = false;
        if (!File.Exists(Path)) return null;
        // What may not be written to may still be replaced.
        using SafeFileHandle? handle = PosixFile.TryOpenToWrite(Path, out isUnread);
        if (handle is null) return null;
        using var opened = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        if (opened.CanSeek && !IsDevice(System.IO.Path.GetFullPath(Path))) return null;
        // The handle would not wait for a slow reader, but fail. Opening the path again waits for no one: there is a reader, this process,
        // should the other one have just gone.
        using SafeFileHandle? reader = PosixFile.TryOpen(Path);
        return new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
    }

    private static bool IsDevice(string path) => !path.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && ((string[])["/dev/", "/proc/"]).Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    private static string Followed(string path)
    {
        if (new FileInfo(path).LinkTarget is null) return path;
        // The link is named in full: to one without a folder, what it says would be appended as if it lay in the root.
        string target = File.ResolveLinkTarget(System.IO.Path.GetFullPath(path), returnFinalTarget: true)?.FullName ?? path;
        if (target.Contains('\uFFFD') && !path.Contains('\uFFFD'))
            throw new InputException($"cannot write {path}: it is a link to a name that is not valid UTF-8.");
        // The system's links to open pipes, such as /dev/stdout, lead to no path.
        return IsDevice(target) && !File.Exists(target) ? path : target;
    }
}
