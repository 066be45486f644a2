using Ctre.Files;

namespace Ctre.Data.Files;

/// <summary>Looks at bytes.</summary>
internal delegate bool ByteTest(ReadOnlySpan<byte> bytes);

/// <summary>Opens a user's file: gzip is read through, other archives and file-system errors become one clear line.</summary>
internal static class InputFile
{
    // Enough for a header of a zip archive and the name of its first member.
    private const int StartLength = 30 + 255;

    /// <summary>Runs a reader over the unpacked content of a file; archives are refused.</summary>
    public static T Read<T>(string path, Func<Stream, T> read) => Read(path, _ => false, read);

    /// <summary>Runs a reader over the unpacked content of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="accepts">Given how a file begins, whether the reader takes it although it is an archive.</param>
    /// <param name="read">Reads the content.</param>
    public static T Read<T>(string path, ByteTest accepts, Func<Stream, T> read)
    {
        try
        {
            using FileStream file = RegularFile.OpenRead(path);
            using Stream content = Unpack(file, path, accepts);
            return read(content);
        }
        catch (InvalidDataException exception)
        {
            throw new InputException($"{path}: the gzip data is damaged; fetch the file again.", exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            string hint = path.Contains('\uFFFD') ? "; a name that is not valid UTF-8 cannot be opened, rename it" : "";
            throw new InputException($"{path}: there is no such file{hint}.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            string reason = Directory.Exists(path) ? "is a folder, not a file" : "cannot be read: no permission";
            throw new InputException($"{path} {reason}.", exception);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException { ParamName: "path" })
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The first bytes of the unpacked content, fewer if it is shorter; of an archive its own.</summary>
    public static byte[] Start(string path, int count) => Read(path, _ => true, stream =>
    {
        var start = new byte[count];
        return start[..stream.ReadAtLeast(start, count, throwOnEndOfStream: false)];
    });

    /// <summary>The file name without folder, <c>.gz</c> and extension: the short name of its data set.</summary>
    public static string ShortName(string path)
    {
        string name = Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        string bare = Path.GetFileNameWithoutExtension(name);
        return bare.Length > 0 ? bare : name;
    }

    private static Stream Unpack(FileStream file, string path, ByteTest accepts)
    {
        var bytes = new byte[StartLength];
        ReadOnlySpan<byte> magic = bytes.AsSpan(0, file.ReadAtLeast(bytes, StartLength, throwOnEndOfStream: false));
        if (magic is [0x1F, 0x8B, ..])
        {
            // Block gzip (bgzip) marks itself by an extra header field and ends in an empty part.
            bool blocks = magic.Length > 3 && (magic[3] & 4) != 0;
            return new GzipContent(file, path, checkLength: !blocks);
        }

        if (!accepts(magic)) RefuseArchive(magic, path);
        file.Position = 0;
        return file;
    }

    private static void RefuseArchive(ReadOnlySpan<byte> magic, string path)
    {
        (string kind, string command) = magic switch
        {
            [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, ..] => ("an xz archive", "xz -d"),
            [(byte)'P', (byte)'K', 3, 4, ..] => ("a zip archive", "unzip"),
            // "BZh" alone could begin a text.
            [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31 or 0x17, ..] => ("a bzip2 archive", "bzip2 -d"),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => ("a zstd archive", "zstd -d"),
            _ => ("", ""),
        };
        if (kind.Length > 0) throw new InputException($"{path} is {kind}: unpack it first ({command} {path}).");
    }
}
