using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Ctre.Data.Downloads;
using Ctre.Data.Known;

namespace Ctre.Tests.Data.Downloads;

/// <summary>Small data sets and archives to fetch.</summary>
internal static class Toy
{
    /// <summary>Bytes that differ everywhere, so that a piece in the wrong place is found.</summary>
    public static byte[] Content { get; } = [.. Enumerable.Range(0, 300_000).Select(i => (byte)((i * 2654435761L) >> 13))];

    public static DownloadOptions Options(TemporaryFolder folder) => new()
    {
        DataDirectory = folder.Path,
        Mirror = "",
        FirstPause = TimeSpan.FromMilliseconds(1),
        StallTimeout = TimeSpan.FromSeconds(30),
        Attempts = 3,
    };

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static PublishedFile File(LocalServer server, string name, byte[]? pinned = null) => new(name, $"{server.Address}/{name}")
    {
        Bytes = pinned?.Length,
        Checksum = pinned is null ? null : Sha256(pinned),
    };

    public static KnownDataSet Set(params PublishedFile[] files) => new()
    {
        Name = "toy",
        Title = "a toy",
        TrainingRows = 3,
        Features = 2,
        Classes = 2,
        Citation = "Nobody. Nothing. 2026.",
        Files = files,
    };

    public static byte[] Zip(params (string Path, byte[] Content)[] members)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create))
        {
            foreach ((string path, byte[] content) in members)
            {
                using Stream entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] TarGz(params (string Path, byte[] Content)[] members)
    {
        using MemoryStream bytes = new();
        using (TarWriter tar = new(bytes, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "folder/"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "folder/link") { LinkName = "/etc/passwd" });
            foreach ((string path, byte[] content) in members)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
        }

        return TemporaryFolder.Gzip(bytes.ToArray());
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
