using Ctre.Files;

namespace Ctre.Cli.Runs;

/// <summary>
/// Keeps a folder for one process at a time. The lock is the system's, on an open file in the folder, so it ends with its process however
/// that ends; the file names its owner.
/// </summary>
internal sealed class RunLock : IDisposable
{
    public const string FileName = ".lock";

    private const int Attempts = 40, PauseMilliseconds = 25;

    // EWOULDBLOCK on macOS and Linux, ERROR_SHARING_VIOLATION.
    private static readonly int SharingViolation =
        OperatingSystem.IsWindows() ? unchecked((int)0x8007_0020) : OperatingSystem.IsMacOS() ? 35 : 11;

    private readonly FileStream file;
    private readonly List<string> made;

    private RunLock(FileStream file, List<string> made) => (this.file, this.made) = (file, made);

    /// <summary>Takes the lock of a folder, which is made if it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The lock; disposing it removes its file, and the folders that were made for it if nothing else was put into them.</returns>
    /// <exception cref="InputException">Another process holds it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written to; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static RunLock Acquire(string folder)
    {
        List<string> made = MissingFolders(folder);
        try
        {
            for (int attempt = 1; ; attempt++)
            {
                Directory.CreateDirectory(folder);
                string path = Path.Combine(folder, FileName);
                // The target of a link would be truncated and overwritten.
                if (new FileInfo(path).LinkTarget is not null) throw new InputException($"{path} is a link: delete it.");
                AtomicFile.RequireFiles([path]);
                if (TryOpen(path) is { } file) return new RunLock(file, made);
                if (LockOwner.Parse(Read(path)) is { MayBeAlive: true } owner)
                    throw new InputException($"the output folder {folder} is in use by {owner}: wait for it or name another folder.");
                // The owner has not yet written its name, or is just releasing the lock.
                if (attempt == Attempts) throw new InputException($"the output folder {folder} is in use by another process.");
                Thread.Sleep(PauseMilliseconds);
            }
        }
        catch
        {
            RemoveEmpty(made);
            throw;
        }
    }

    public void Dispose()
    {
        // The file is deleted before it is unlocked, where possible: two later processes then never lock the same file.
        if (OperatingSystem.IsWindows()) file.Dispose();
        try
        {
            File.Delete(file.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An unlocked file is harmless.
        }

        file.Dispose();
        RemoveEmpty(made);
    }

    private static FileStream? TryOpen(string path)
    {
        FileStream? file = null;
        try
        {
            // On Windows a locked file can be shared for reading; elsewhere locks are advisory.
            file = new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None);
            // Some network file systems have no locks: there the name of a living process serves as one.
            if (LockOwner.Parse(Read(path)) is { IsAliveHere: true } other && other != LockOwner.Me) return Without(file);
            file.SetLength(0);
            file.Write(LockOwner.Me.ToBytes());
            file.Flush(flushToDisk: true);
            // The previous owner may have deleted the file between opening and locking it.
            return LockOwner.Parse(Read(path)) == LockOwner.Me ? file : Without(file);
        }
        catch (IOException exception) when (exception.HResult == SharingViolation)
        {
            return Without(file);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    private static FileStream? Without(FileStream? file)
    {
        file?.Dispose();
        return null;
    }

    /// <summary>The content of a file that may be locked; empty if it is not there.</summary>
    private static string Read(string path)
    {
        try
        {
            using FileStream file = PosixFile.TryOpen(path) is { } handle
                ? new FileStream(handle, FileAccess.Read)
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[LockOwner.MostBytes];
            return System.Text.Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The folders on the way to one that are not there, the deepest first.</summary>
    private static List<string> MissingFolders(string folder)
    {
        List<string> missing = [];
        string? path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        for (; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path)) missing.Add(path);
        return missing;
    }

    private static void RemoveEmpty(List<string> folders)
    {
        try
        {
            foreach (string folder in folders)
                if (Directory.Exists(folder)) Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not empty.
        }
    }
}
