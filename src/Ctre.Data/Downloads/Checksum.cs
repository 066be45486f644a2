using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ctre.Data.Downloads;

/// <summary>The MD5 and the SHA-256 of a file.</summary>
internal sealed record Checksum(string Md5, string Sha256)
{
    private const int Md5Digits = 32, BlockSize = 1 << 20;

    /// <summary>Reads a file to its end.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "Publishers say MD5; it is to find damage, not forgery.")]
    public static Checksum OfFile(string path, Action<long> report, CancellationToken cancel)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockSize];
        long done = 0;
        for (int count; (count = file.Read(block)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            md5.AppendData(block, 0, count);
            sha.AppendData(block, 0, count);
            report(done += count);
        }

        return new Checksum(Convert.ToHexStringLower(md5.GetHashAndReset()), Convert.ToHexStringLower(sha.GetHashAndReset()));
    }

    /// <summary>What differs from a published checksum, in words; null if nothing does or none is published.</summary>
    public string? Difference(string? published)
    {
        if (published is null) return null;
        (string kind, string found) = published.Length == Md5Digits ? ("MD5", Md5) : ("SHA-256", Sha256);
        return found == published ? null : $"its {kind} is {found}, expected {published}";
    }
}
