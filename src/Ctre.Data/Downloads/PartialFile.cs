namespace Ctre.Data.Downloads;

/// <summary>
/// A file that is arriving: <c>NAME.part</c>, and beside it <c>NAME.part.from</c> with the address that it comes from and the name
/// (ETag or date) that the server gave this version of it, so that a later run can resume.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string target, origin;
    private readonly FileStream stream;

    /// <summary>Opens what an earlier run left, or a new file.</summary>
    /// <param name="target">The path that the file gets in the end.</param>
    public PartialFile(string target)
    {
        this.target = target;
        Path = target + ".part";
        origin = Path + ".from";
        stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Where the bytes are.</summary>
    public string Path { get; }

    /// <summary>How many bytes are here.</summary>
    public long Length => stream.Length;

    /// <summary>What the server called the version that is here, if it came from this address; null if it did not or has no name.</summary>
    public string? ValidatorAt(Uri address)
    {
        if (Length == 0 || !File.Exists(origin)) return null;
        return File.ReadAllLines(origin) is [var from, { Length: > 0 } validator] && from == address.AbsoluteUri ? validator : null;
    }

    /// <summary>Discards what is here and begins with a version of the file.</summary>
    public void Restart(Uri address, string? validator)
    {
        stream.SetLength(0);
        File.WriteAllLines(origin, [address.AbsoluteUri, validator ?? ""]);
    }

    /// <summary>Appends what has arrived.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

    /// <summary>Closes the file and gives it its name.</summary>
    public void Complete()
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(Path, target, overwrite: true);
        File.Delete(origin);
    }

    /// <summary>Closes the file; deletes it if nothing has arrived.</summary>
    public void Dispose()
    {
        bool isEmpty = stream.CanWrite && Length == 0;
        stream.Dispose();
        if (!isEmpty) return;
        File.Delete(Path);
        File.Delete(origin);
    }
}
