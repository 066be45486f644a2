using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ctre.Models.Safetensors;

/// <summary>
/// The texts of a file's metadata, by key. They are kept as UTF-8, as the file has them, and decoded when they are asked for: a text of a
/// megabyte per key that nobody needs takes a megabyte.
/// </summary>
internal sealed class MetadataTexts : IReadOnlyDictionary<string, string>
{
    private readonly Dictionary<string, byte[]> texts = [];

    /// <summary>Starts without texts.</summary>
    public MetadataTexts() { }

    /// <summary>Takes texts to be written.</summary>
    public MetadataTexts(IEnumerable<KeyValuePair<string, string>> texts)
    {
        foreach ((string key, string text) in texts) this.texts.Add(key, Encoding.UTF8.GetBytes(text));
    }

    public int Count => texts.Count;

    public IEnumerable<string> Keys => texts.Keys;

    public IEnumerable<string> Values => texts.Values.Select(Encoding.UTF8.GetString);

    public string this[string key] => Encoding.UTF8.GetString(texts[key]);

    /// <summary>Adds a text; false if there is one of that key.</summary>
    public bool TryAdd(string key, byte[] utf8) => texts.TryAdd(key, utf8);

    /// <summary>Takes a text out; null if there is none.</summary>
    public string? Remove(string key) => texts.Remove(key, out byte[]? text) ? Encoding.UTF8.GetString(text) : null;

    /// <summary>A text as UTF-8; null if there is none.</summary>
    public byte[]? Utf8(string key) => texts.GetValueOrDefault(key);

    public bool ContainsKey(string key) => texts.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        value = texts.TryGetValue(key, out byte[]? text) ? Encoding.UTF8.GetString(text) : null;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        texts.Select(text => KeyValuePair.Create(text.Key, Encoding.UTF8.GetString(text.Value))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
