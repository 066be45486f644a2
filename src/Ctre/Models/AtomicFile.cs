namespace Ctre.Models;

/// <summary>Writes files so that a reader, or a crash, sees the old content or the new, never a part.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary name beside the target, flushes to disk, then renames over the target. A symbolic link is
    /// followed; a pipe or device, which cannot be replaced, is written to as it is.
    /// </summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (string.IsNullOrEmpty(path)) throw new InputException("a file to write needs a name.");
        if (Directory.Exists(path)) throw new InputException($"cannot write {path}: it is a folder.");
        string? temporary = null;
        try
        {
            bool isLink = new FileInfo(path).LinkTarget is not null;
            string target = (isLink ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
            string folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
            if (!Directory.Exists(folder)) throw new InputException($"cannot write {path}: there is no folder {folder}.");
            if (WrittenAsItIs(target, write)) return;
            temporary = $"{target}.{Environment.ProcessId}.tmp";
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            Discard(temporary);
            throw new InputException($"cannot write {path}: {e.Message}", e);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    private static bool WrittenAsItIs(string target, Action<Stream> write)
    {
        if (!File.Exists(target)) return false;
        using FileStream? existing = TryOpen(target);
        bool device = target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal);
        if (existing is null || (existing.CanSeek && !device)) return false;
        write(existing);
        return true;
    }

    // A file that may not be written to may still be replaced.
    private static FileStream? TryOpen(string target)
    {
        try
        {
            return new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Discard(string? temporary)
    {
        try
        {
            if (temporary is not null) File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell.
        }
    }
}
