using System.Buffers.Binary;
using System.IO.Compression;
using Ctre.Data.Files;

namespace Ctre.Data.Formats.Arrays;

/// <summary>The arrays of a NumPy archive: a zip file whose members are called <c>NAME.npy</c>.</summary>
internal sealed class NpzArchive : IDisposable
{
    /// <summary>How many bytes <see cref="Begins"/> needs.</summary>
    public const int StartLength = HeaderLength + 255;

    private const int HeaderLength = 30, DirectoryEntryLength = 46, NameLengthAt = 26;

    private const string Extension = ".npy";

    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> members = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly MemoryBudget? budget;

    /// <summary>Opens an archive and looks at its directory.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <exception cref="InputException">This is no zip file, or a damaged one.</exception>
    public NpzArchive(Stream stream, string path, MemoryBudget? budget)
    {
        (this.path, this.budget) = (path, budget);
        if (!stream.CanSeek) throw new InputException($"{path} is a NumPy archive packed once more: unpack it first (gzip -d {path}).");
        archive = Guard(() => new ZipArchive(stream, ZipArchiveMode.Read));
        // Members that share bytes could stand for much more than the file holds.
        long left = stream.Length;
        foreach (ZipArchiveEntry entry in Guard(() => archive.Entries))
        {
            left -= HeaderLength + DirectoryEntryLength;
            if (entry.CompressedLength < 0 || entry.CompressedLength > left)
                throw new InputException($"{path}: the members of the zip archive overlap or are longer than the file.");
            left -= entry.CompressedLength;
            Add(entry);
        }
    }

    /// <summary>The names of the arrays.</summary>
    public IReadOnlyCollection<string> Names => members.Keys;

    /// <summary>Whether a file begins like such an archive: a zip file whose first member is an array.</summary>
    public static bool Begins(ReadOnlySpan<byte> start)
    {
        if (start.Length < HeaderLength || start is not [(byte)'P', (byte)'K', 3, 4, ..]) return false;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(start[NameLengthAt..]);
        return start.Length >= HeaderLength + length && start.Slice(HeaderLength, length).EndsWith(".npy"u8);
    }

    /// <summary>What messages call an array.</summary>
    public string PlaceOf(string name) => $"{path}, {name}";

    /// <summary>Reads one array.</summary>
    public T Read<T>(string name, Func<NpyArray, T> read) => Guard(() =>
    {
        using ZipMember content = new(members[name], PlaceOf(name));
        return read(new NpyArray(content, PlaceOf(name), budget));
    });

    public void Dispose() => archive.Dispose();

    private void Add(ZipArchiveEntry entry)
    {
        if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal)) return;
        string name = entry.FullName[..^Extension.Length];
        if (entry.IsEncrypted)
            throw new InputException($"{path}: the array {CellText.Quote(name)} is encrypted; save it without a password.");
        if (!members.TryAdd(name, entry)) throw new InputException($"{path} holds two arrays that are called {CellText.Quote(name)}.");
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw new InputException(
                $"{path}: the zip archive cannot be read: it is damaged, or packed in a way that is not supported; save it again.",
                exception);
        }
    }
}
