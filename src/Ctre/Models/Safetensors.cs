using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ctre.Models;

/// <summary>
/// A safetensors file (published format of huggingface/safetensors): 8 bytes of header length, a JSON header with name, type,
/// shape and place of each tensor and a map of texts under <c>__metadata__</c>, then the raw little-endian values. A digest of
/// all metadata and tensors, under <see cref="DigestKey"/>, guards against rot.
/// </summary>
/// <param name="Metadata">Texts by key, without the digest.</param>
/// <param name="Tensors">Tensors by name.</param>
internal sealed record Safetensors(IReadOnlyDictionary<string, string> Metadata, IReadOnlyDictionary<string, Tensor> Tensors)
{
    private const string DigestKey = "content_sha256";
    private const string MetadataKey = "__metadata__";
    private const int LongestHeader = 100_000_000;

    /// <summary>Writes the file. Wider types come first, so that every tensor is aligned to its own width.</summary>
    public void Write(Stream stream)
    {
        (string Name, Tensor Tensor)[] ordered =
        [
            .. Tensors.OrderByDescending(t => Tensor.SizeOf(t.Value.Type)).ThenBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => (t.Key, t.Value)),
        ];
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach ((string key, string value) in Metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) json.WriteString(key, value);
            json.WriteString(DigestKey, Digest());
            json.WriteEndObject();
            long begin = 0;
            foreach ((string name, Tensor tensor) in ordered) begin = WriteEntry(json, name, tensor, begin);
            json.WriteEndObject();
        }

        while (header.Length % 8 != 0) header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        header.WriteTo(stream);
        foreach ((_, Tensor tensor) in ordered) stream.Write(tensor.Bytes);
    }

    /// <summary>Opens a file, checks it, and makes something of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should hold, for messages: model, checkpoint.</param>
    /// <param name="read">Makes it.</param>
    /// <exception cref="InputException">The file is missing, damaged, or does not hold it.</exception>
    public static T Load<T>(string path, string what, Func<Safetensors, T> read)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return read(Read(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(File.Exists(path) ? $"cannot read {what} {path}: {e.Message}" : $"there is no {what} file {path}.", e);
        }
        catch (NotSupportedException e)
        {
            // It is read by its length and offsets, which a pipe does not have.
            throw new InputException($"{path} is not a regular file: save the {what} to a file first.", e);
        }
        catch (Exception e) when (e is InputException or ArgumentException or JsonException or InvalidOperationException or OverflowException)
        {
            throw new InputException($"{path} is not a sound Ctre {what}: {e.Message}", e);
        }
    }

    /// <summary>Reads and checks a file; nothing is allocated by a header's word alone.</summary>
    /// <exception cref="InputException">The file is truncated, corrupted or not of this format.</exception>
    public static Safetensors Read(Stream stream)
    {
        try
        {
            long available = stream.Length - 8;
            if (available < 0) throw new InputException("it is too short for a safetensors file.");
            Span<byte> prefix = stackalloc byte[8];
            stream.ReadExactly(prefix);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
            if (length > (ulong)Math.Min(available, LongestHeader))
                throw new InputException($"its header claims {length} bytes, {available} are there.");
            var header = new byte[length];
            stream.ReadExactly(header);
            return ReadBody(stream, header, available - (long)length);
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw new InputException("its safetensors header is damaged or of another format.", e);
        }
    }

    private static long WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long begin)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", tensor.Type);
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + tensor.Bytes.Length);
        json.WriteEndArray();
        json.WriteEndObject();
        return begin + tensor.Bytes.Length;
    }

    private static Safetensors ReadBody(Stream stream, byte[] header, long dataLength)
    {
        var metadata = new Dictionary<string, string>();
        var entries = new List<(string Name, string Type, long[] Shape, long Begin, long End)>();
        using JsonDocument document = JsonDocument.Parse(header);
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (property.Name == MetadataKey)
            {
                foreach (JsonProperty text in property.Value.EnumerateObject())
                    metadata.Add(text.Name, text.Value.GetString() ?? throw new InputException($"its metadata '{text.Name}' is null."));
                continue;
            }

            JsonElement offsets = property.Value.GetProperty("data_offsets");
            if (offsets.GetArrayLength() != 2) throw new InputException($"tensor '{property.Name}' needs two offsets.");
            entries.Add((property.Name, property.Value.GetProperty("dtype").GetString()!,
                [.. property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())],
                offsets[0].GetInt64(), offsets[1].GetInt64()));
        }

        var tensors = new Dictionary<string, Tensor>();
        long expected = 0;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            long size = entry.Shape.Aggregate((long)Tensor.SizeOf(entry.Type), (a, b) => b < 0 ? throw new OverflowException() : checked(a * b));
            if (Tensor.SizeOf(entry.Type) == 0) throw new InputException($"tensor '{entry.Name}' has the type {entry.Type}; F32, I32 and I16 are known.");
            if (entry.Begin != expected || entry.End - entry.Begin != size || entry.End > dataLength || size > Array.MaxLength)
                throw new InputException($"tensor '{entry.Name}' does not fit the file: it is truncated or damaged.");
            var bytes = new byte[size];
            stream.ReadExactly(bytes);
            if (!tensors.TryAdd(entry.Name, new Tensor(entry.Type, entry.Shape, bytes)))
                throw new InputException($"tensor '{entry.Name}' is there twice.");
            expected = entry.End;
        }

        if (expected != dataLength) throw new InputException($"{dataLength - expected} bytes belong to no tensor: it is damaged.");
        metadata.Remove(DigestKey, out string? digest);
        var file = new Safetensors(metadata, tensors);
        return digest == file.Digest() ? file : throw new InputException("its content does not match its digest: it is damaged.");
    }

    /// <summary>An entry of the metadata.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public string Text(string key) =>
        Metadata.TryGetValue(key, out string? text) ? text : throw new InputException($"it has no '{key}' in its metadata.");

    /// <summary>An entry of the metadata that is a whole number, 0 or more.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public int Number(string key) => int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new InputException($"its '{key}' is '{Text(key)}', not a number.");

    /// <summary>A tensor.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public Tensor Get(string name) =>
        Tensors.TryGetValue(name, out Tensor? tensor) ? tensor : throw new InputException($"it has no tensor '{name}'.");

    /// <summary>A tensor of finite numbers.</summary>
    /// <exception cref="InputException">There is none, or it holds others.</exception>
    public float[] Finite(string name)
    {
        float[] values = Get(name).ToFloats(name);
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        return bad < 0
            ? values
            : throw new InputException($"tensor '{name}' holds {values[bad]} at index {bad}; all values must be finite.");
    }

    /// <summary>SHA-256 over all metadata and tensors in the order of their names, each with its length.</summary>
    private string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string key, string value) in Metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            AppendText(hash, $"{key.Length}:{key}={value.Length}:{value};");
        foreach ((string name, Tensor tensor) in Tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            AppendText(hash, $"{name.Length}:{name}={tensor.Type}[{string.Join(',', tensor.Shape)}];");
            hash.AppendData(tensor.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendText(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
