namespace Ctre.Files;

/// <summary>Writes files so that a reader, or a crash, sees the old content or the new, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary name beside the target, flushes to disk, then renames over the target. A symbolic link is
    /// followed; a pipe or device, which cannot be replaced, is written to as it is.
    /// </summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The file cannot be written there; what was there is as it was.</exception>
    public static void Write(string path, Action<Stream> write) => Write([(path, write)]);

    /// <summary>
    /// Writes several files: all of them beside their targets first, so that a disk that is too small for one leaves all as they
    /// were; then renames them, in order.
    /// </summary>
    /// <param name="files">Targets, and what writes the content of each.</param>
    /// <exception cref="InputException">A file cannot be written there.</exception>
    public static void Write(IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
        List<PendingFile> pending = [];
        try
        {
            foreach ((string path, Action<Stream> write) in files)
                if (PendingFile.Of(path, write) is { } file) pending.Add(file);
            foreach (PendingFile file in pending) file.Commit();
        }
        finally
        {
            foreach (PendingFile file in pending) file.Dispose();
        }
    }

    /// <summary>
    /// Makes sure, before long work, that files can be put in their places: each is a file, or is not there yet. Their folders may be
    /// missing.
    /// </summary>
    /// <exception cref="InputException">A folder, pipe, socket or device is in the place of one.</exception>
    public static void RequireFiles(IEnumerable<string> paths)
    {
        foreach (string path in paths) WriteTarget.RequireFile(path);
    }

    /// <summary>Deletes what writers that were killed left in a folder, whatever their target was.</summary>
    /// <param name="folder">The folder; nothing happens if there is none.</param>
    public static void RemoveLeftovers(string folder) => PendingFile.RemoveLeftovers(folder, "");
}
