using System.IO.Compression;

namespace Ctre.Data.Files;

/// <summary>
/// The unpacked content of a member of a zip archive. <see cref="ZipArchive"/> does not check the CRC; this one compares it, and the
/// length, with the content, and stops where there is more than was announced.
/// </summary>
internal sealed class ZipMember(ZipArchiveEntry entry, string place) : ForwardStream
{
    private readonly Stream unpacked = entry.Open();
    private uint check;
    private long length;

    public override int Read(Span<byte> buffer)
    {
        int count = unpacked.Read(buffer);
        check = Crc32.Continue(check, buffer[..count]);
        length += count;
        if (length > entry.Length || (count == 0 && buffer.Length > 0 && (length < entry.Length || check != entry.Crc32)))
            throw new InputException(
                $"{place} is damaged: its content is not what the zip archive announces (length or check value); save it again.");
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }
}
