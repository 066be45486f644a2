using Microsoft.Win32.SafeHandles;

namespace Ctre.Files;

/// <summary>Opens files of unknown origin.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file for reading; links are followed. A pipe, even one without a writer, does not block.</summary>
    /// <exception cref="InputException">It is a folder, a pipe or a terminal.</exception>
    /// <exception cref="IOException">It is not there or cannot be read; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static FileStream OpenRead(string path)
    {
        if (Directory.Exists(path)) throw new InputException($"{path} is a folder, not a file.");
        SafeFileHandle? handle = path.Contains('\0') ? null : PosixFile.TryOpen(path);
        FileStream file = handle is null
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : new FileStream(handle, FileAccess.Read);
        if (file.CanSeek) return file;
        file.Dispose();
        throw new InputException($"{path} is not a regular file: save its content to a file first.");
    }

    /// <summary>Opens a file that is there for writing at its end, at once and unbuffered; others may read it meanwhile.</summary>
    /// <exception cref="InputException">It is a folder, a pipe or a terminal.</exception>
    /// <exception cref="IOException">It is not there or cannot be written; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static FileStream OpenAppend(string path)
    {
        WriteTarget.RequireFile(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        file.Seek(0, SeekOrigin.End);
        return file;
    }
}
