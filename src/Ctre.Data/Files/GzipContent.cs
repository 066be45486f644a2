using System.Buffers.Binary;
using System.IO.Compression;

namespace Ctre.Data.Files;

/// <summary>
/// The unpacked content of a gzip file. <see cref="GZipStream"/> does not notice that a file was cut off; this one compares, at the end,
/// the length that the file states with the actual length.
/// </summary>
internal sealed class GzipContent : ForwardStream
{
    // Header and trailer around no content at all.
    private const int ShortestFile = 20;

    private readonly GZipStream unpacked;
    private readonly string path;
    private readonly uint? stated;
    private long length;

    public GzipContent(FileStream file, string path, bool checkLength)
    {
        this.path = path;
        if (file.Length < ShortestFile) throw CutOff();
        if (checkLength) stated = StatedLength(file);
        file.Position = 0;
        unpacked = new GZipStream(file, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        int count = unpacked.Read(buffer);
        length += count;
        if (count == 0 && buffer.Length > 0 && stated is { } expected && (uint)length != expected)
            throw CutOff();
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }

    private InputException CutOff() =>
        new($"{path} is cut off, or has several gzip parts: fetch it again or unpack it first (gzip -d {path}).");

    // The last four bytes of a gzip file: the unpacked length modulo 2^32.
    private static uint StatedLength(FileStream file)
    {
        Span<byte> last = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - last.Length);
        file.ReadAtLeast(last, last.Length, throwOnEndOfStream: false);
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }
}
