using System.Security.Cryptography;
using System.Text;

namespace Ctre.Models.Safetensors;

/// <summary>SHA-256 over all metadata and tensors of a safetensors file in the order of their names, each with its length.</summary>
internal sealed class ContentDigest : IDisposable
{
    /// <summary>Characters of a digest.</summary>
    public const int Length = 2 * SHA256.HashSizeInBytes;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins with the metadata, the digest itself not among them.</summary>
    public ContentDigest(IReadOnlyDictionary<string, string> metadata)
    {
        foreach ((string key, string value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            Append($"{key.Length}:{key}={value.Length}:");
            Append(value);
            Append(";");
        }
    }

    /// <summary>Begins a tensor; they follow in the order of their names.</summary>
    public void Begin(string name, string type, long[] shape) => Append($"{name.Length}:{name}={type}[{string.Join(',', shape)}];");

    /// <summary>Adds bytes of the current tensor.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

    /// <summary>The digest as lower-case hexadecimal.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();

    // Some at a time: a text may be as long as a file.
    private void Append(string text)
    {
        const int most = 1 << 12;
        Span<byte> bytes = stackalloc byte[3 * (most + 1)];
        for (int first = 0; first < text.Length;)
        {
            int count = Math.Min(most, text.Length - first);
            // A pair of surrogates is one character.
            if (first + count < text.Length && char.IsHighSurrogate(text[first + count - 1])) count++;
            hash.AppendData(bytes[..Encoding.UTF8.GetBytes(text.AsSpan(first, count), bytes)]);
            first += count;
        }
    }
}
