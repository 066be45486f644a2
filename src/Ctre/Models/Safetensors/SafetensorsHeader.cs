using System.Text.Json;
using Ctre.Data;

namespace Ctre.Models.Safetensors;

/// <summary>The position of a tensor in a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">A known type.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Begin">Its first byte after the header.</param>
/// <param name="End">One past its last byte.</param>
internal sealed record TensorPlace(string Name, string Type, long[] Shape, long Begin, long End)
{
    /// <summary>Number of values.</summary>
    public int Count => (int)((End - Begin) / Tensor.SizeOf(Type));
}

/// <summary>The JSON header of a safetensors file, read piece by piece so that no text of it costs more memory than its own.</summary>
/// <param name="Metadata">Texts by key.</param>
/// <param name="Places">The tensors in the order of the header; names are all different.</param>
internal sealed record SafetensorsHeader(MetadataTexts Metadata, IReadOnlyList<TensorPlace> Places)
{
    public const string MetadataKey = "__metadata__";

    /// <summary>The most tensors of a file, and the most texts of its metadata: enough for the checkpoint of 20,000 layers.</summary>
    public const int MostEntries = 1 << 18;

    /// <summary>Characters of the longest key of the metadata, and of the longest name of a tensor, that are written and read.</summary>
    public const int LongestName = 1024;

    private const int MostDimensions = 8, Depth = 3;

    /// <summary>Reads a header and checks all its claims.</summary>
    /// <exception cref="InputException">It says something that the format does not allow.</exception>
    /// <exception cref="JsonException">It is no JSON; also <see cref="InvalidOperationException"/>.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
        var metadata = new MetadataTexts();
        var places = new List<TensorPlace>();
        HashSet<string> names = [];
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader) is { } name)
        {
            if (!names.Add(name)) throw new InputException($"{CellText.Quote(name)} is given twice in its header.");
            if (names.Count > MostEntries) throw new InputException($"its header has more than {MostEntries} entries.");
            if (name == MetadataKey) ReadMetadata(ref reader, metadata);
            else places.Add(ReadPlace(ref reader, name));
        }

        if (reader.Read()) throw new JsonException();
        return new SafetensorsHeader(metadata, places);
    }

    /// <summary>Texts are copied out one by one, so that the header need not be kept for them.</summary>
    private static void ReadMetadata(ref Utf8JsonReader reader, MetadataTexts metadata)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String);
            if (!metadata.TryAdd(key, Utf8(ref reader)))
                throw new InputException($"{CellText.Quote(key)} is given twice in its metadata.");
            if (metadata.Count > MostEntries) throw new InputException($"its metadata has more than {MostEntries} entries.");
        }
    }

    private static TensorPlace ReadPlace(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader) is { } key)
        {
            bool isFirst = key switch { "dtype" => type is null, "shape" => shape is null, "data_offsets" => offsets is null, _ => true };
            if (!isFirst) throw new InputException($"tensor {CellText.Quote(name)} has two entries {key}.");
            if (key == "dtype") type = ReadType(ref reader, name);
            else if (key == "shape") shape = ReadNumbers(ref reader);
            else if (key == "data_offsets") offsets = ReadNumbers(ref reader);
            else throw new InputException($"tensor {CellText.Quote(name)} has an unknown entry {CellText.Quote(key)}.");
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw new InputException($"tensor {CellText.Quote(name)} needs dtype, shape and two data_offsets.");
        return new TensorPlace(name, type, shape, begin, end);
    }

    private static string ReadType(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.String);
        foreach (string known in Tensor.Types)
            if (reader.ValueTextEquals(known)) return known;
        string other = CellText.Quote(reader.ValueSpan);
        throw new InputException(
            $"tensor {CellText.Quote(name)} has the type {other}; {EnglishList.Join(Tensor.Types, "and")} are known.");
    }

    private static long[] ReadNumbers(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        List<long> numbers = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            if (numbers.Count == MostDimensions || !reader.TryGetInt64(out long number) || number < 0) throw new JsonException();
            numbers.Add(number);
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. numbers] : throw new JsonException();
    }

    /// <summary>The next name of the current object; null at its end.</summary>
    private static string? NextName(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            return reader.TokenType == JsonTokenType.EndObject ? null : throw new JsonException();
        // A character takes six bytes at most, as an escape.
        string? name = reader.ValueSpan.Length <= 6 * LongestName ? reader.GetString()! : null;
        return name?.Length <= LongestName ? name
            : throw new InputException($"a name in its header is longer than {LongestName} characters.");
    }

    private static byte[] Utf8(ref Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        int length = reader.CopyString(text);
        return length == text.Length ? text : text[..length];
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type) throw new JsonException();
    }
}
