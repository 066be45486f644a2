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
    public ContentDigest(MetadataTexts metadata)
    {
        foreach (string key in metadata.Keys.Order(StringComparer.Ordinal))
        {
            byte[] text = metadata.Utf8(key)!;
            // Lengths are those of UTF-16.
            Append($"{key.Length}:{key}={Encoding.UTF8.GetCharCount(text)}:");
            hash.AppendData(text);
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

    private void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
