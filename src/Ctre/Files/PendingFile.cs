using System.Diagnostics;
using System.Globalization;

namespace Ctre.Files;

/// <summary>A file that is written and on disk, under a temporary name beside its target.</summary>
internal sealed class PendingFile : IDisposable
{
    private const string Suffix = ".ctre-tmp";

    // ENOSPC, EDQUOT on Linux and macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] DiskIsFull = OperatingSystem.IsWindows()
        ? [unchecked((int)0x8007_0070), unchecked((int)0x8007_0027)]
        : OperatingSystem.IsMacOS() ? [28, 69] : [28, 122];

    private readonly string path, target, temporary;
    private FileStream? stream;
    private bool isThere = true;

    private PendingFile(string path, string target, Action<Stream> write)
    {
        (this.path, this.target) = (path, target);
        temporary = string.Create(CultureInfo.InvariantCulture, $"{target}.{Environment.ProcessId}{Suffix}");
        stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Writes the file.</summary>
    /// <returns>Null if the target is a pipe or device: it has the content already.</returns>
    /// <exception cref="InputException">It cannot be written there.</exception>
    public static PendingFile? Of(string path, Action<Stream> write)
    {
        string target = path;
        try
        {
            var place = WriteTarget.Of(path);
            target = place.Path;
            string folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
            if (!Directory.Exists(folder)) throw new InputException($"cannot write {path}: there is no folder {folder}.");
            using (FileStream? stream = place.OpenStream())
            {
                if (stream is not null)
                {
                    write(stream);
                    return null;
                }
            }

            RemoveLeftovers(folder, Path.GetFileName(target));
            return new PendingFile(path, target, write);
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            throw CannotWrite(path, target, e);
        }
    }

    /// <summary>Puts the file in its place, for good.</summary>
    /// <exception cref="InputException">It cannot be put there.</exception>
    public void Commit()
    {
        try
        {
            // On other systems it stays open, and so locked, until it is renamed: no one deletes it as a leftover.
            if (OperatingSystem.IsWindows()) Close();
            File.Move(temporary, target, overwrite: true);
            isThere = false;
            PosixFile.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(target))!);
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            throw CannotWrite(path, target, e);
        }
    }

    /// <summary>Deletes the file if it was not renamed.</summary>
    public void Dispose()
    {
        // A disk that was full when it was written is full when the rest of it is flushed; the first error is the one to report.
        Quietly(Close);
        if (isThere) Quietly(() => File.Delete(temporary));
    }

    /// <summary>Deletes what writers of a target that were killed left in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The target's name; empty for all targets.</param>
    public static void RemoveLeftovers(string folder, string name)
    {
        try
        {
            if (!Directory.Exists(folder)) return;
            foreach (string leftover in Directory.EnumerateFiles(folder, "*" + Suffix))
            {
                string[] parts = Path.GetFileName(leftover)[..^Suffix.Length].Split('.');
                if (name.Length > 0 && string.Join('.', parts[..^1]) != name) continue;
                if (int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int writer) && IsLeft(leftover, writer))
                    File.Delete(leftover);
            }
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            // A leftover that cannot be deleted is harmless.
        }
    }

    /// <summary>Whether a temporary file is a leftover: no process writes it, here or in another PID namespace.</summary>
    private static bool IsLeft(string leftover, int writer)
    {
        try
        {
            using var process = Process.GetProcessById(writer);
            return false;
        }
        catch (ArgumentException)
        {
            try
            {
                // A pipe of this name is nobody's leftover, and opening it could wait for ever.
                WriteTarget.RequireFile(leftover);
                using var unlocked = new FileStream(leftover, FileMode.Open, FileAccess.Write, FileShare.None);
                return true;
            }
            catch (Exception e) when (e is IOException or InputException)
            {
                return false;
            }
        }
    }

    private void Close()
    {
        FileStream? open = stream;
        stream = null;
        open?.Dispose();
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
        }
    }

    private static bool IsOfTheDisk(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    /// <summary>Says why a file cannot be written, in a line.</summary>
    internal static InputException CannotWrite(string path, string target, Exception e) => new(
        e switch
        {
            IOException when DiskIsFull.Contains(e.HResult) =>
                $"cannot write {path}: the disk is full; make room or choose another folder.",
            UnauthorizedAccessException => $"cannot write {path}: no permission, or it is on a disk that cannot be written to.",
            // No user knows the temporary name.
            _ => $"cannot write {path}: {e.Message.Replace($"{target}.{Environment.ProcessId}{Suffix}", path, StringComparison.Ordinal)}",
        },
        e);
}
