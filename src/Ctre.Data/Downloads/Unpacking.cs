using System.Formats.Tar;
using System.IO.Compression;
using Ctre.Data.Known;

namespace Ctre.Data.Downloads;

/// <summary>
/// Takes the expected members out of an archive. Names and paths of the files that it writes come from the table of known sets, never from
/// the archive.
/// </summary>
internal sealed class Unpacking(PublishedFile file, string folder, Action<DownloadProgress> report, CancellationToken cancel)
{
    /// <summary>No member of a known archive has so many bytes; a limit for archives that never end.</summary>
    private const long MostUnknownBytes = 1L << 31;

    /// <summary>Unpacks all members of an archive into the folder.</summary>
    /// <param name="archive">The archive.</param>
    /// <exception cref="InvalidDataException">It is damaged, lacks a member, or a member is not what it should be.</exception>
    public void Run(string archive)
    {
        using FileStream packed = new(archive, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Name.EndsWith(".zip", StringComparison.Ordinal)) FromZip(packed);
        else if (file.Name.EndsWith(".tar.gz", StringComparison.Ordinal)) FromTar(packed);
        else if (file.Name.EndsWith(".Z", StringComparison.Ordinal)) Take(file.Members[0], write => LzwContent.Unpack(packed, write));
        else throw new InvalidOperationException($"{file.Name} is not an archive of a known kind.");
    }

    private void FromZip(Stream packed)
    {
        using ZipArchive zip = new(packed, ZipArchiveMode.Read);
        foreach (ArchiveMember member in file.Members)
        {
            ZipArchiveEntry entry = zip.GetEntry(member.Path) ?? throw Lacks(member);
            using Stream content = entry.Open();
            Take(member, content);
        }
    }

    private void FromTar(Stream packed)
    {
        HashSet<ArchiveMember> missing = [.. file.Members];
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        using TarReader tar = new(unpacked);
        while (missing.Count > 0 && tar.GetNextEntry() is { } entry)
        {
            cancel.ThrowIfCancellationRequested();
            string path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (entry.DataStream is not { } content || missing.FirstOrDefault(member => member.Path == path) is not { } found) continue;
            Take(found, content);
            missing.Remove(found);
        }

        if (missing.Count > 0) throw Lacks(missing.First());
    }

    private void Take(ArchiveMember member, Stream content) => Take(member, write =>
    {
        var block = new byte[1 << 16];
        for (int count; (count = content.Read(block)) > 0;) write(block.AsSpan(0, count));
    });

    private void Take(ArchiveMember member, Action<Action<ReadOnlySpan<byte>>> unpack)
    {
        string target = Path.Combine(folder, member.Name);
        long done = 0, most = member.Bytes ?? MostUnknownBytes;
        using (FileStream output = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
        {
            unpack(piece =>
            {
                cancel.ThrowIfCancellationRequested();
                if (piece.Length > most - done)
                    throw new InvalidDataException($"{member.Path} has more than the expected {most} bytes");
                output.Write(piece);
                done += piece.Length;
                report(new DownloadProgress(DownloadStage.Unpacking, member.Name, done, member.Bytes));
            });
            output.Flush(flushToDisk: true);
        }

        if (done < member.Bytes) throw new InvalidDataException($"{member.Path} has {done} bytes, expected {member.Bytes}");
        if (member.Checksum is not null && Checksum.OfFile(target, _ => { }, cancel).Difference(member.Checksum) is { } fault)
            throw new InvalidDataException($"{member.Path} is not the published file: {fault}");
    }

    private static InvalidDataException Lacks(ArchiveMember member) => new($"there is no {member.Path} in it");
}
