using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Ctre.Data;

namespace Ctre.Models.Safetensors;

/// <summary>
/// A safetensors file (published format of huggingface/safetensors): 8 bytes of header length, a JSON header with name, type, shape and
/// offsets of each tensor and a map of texts under <c>__metadata__</c>, then the raw little-endian values. A digest of all metadata and
/// tensors, under <see cref="DigestKey"/>, detects corruption.
/// </summary>
/// <param name="Metadata">Texts by key, without the digest.</param>
/// <param name="Tensors">Tensors by name.</param>
internal sealed record SafetensorsContent(MetadataTexts Metadata, IReadOnlyDictionary<string, Tensor> Tensors)
{
    /// <summary>
    /// Bytes of the longest text of the metadata that is written and read as a whole. Lists of JSON, which are read piece by piece, may be
    /// longer; see <see cref="List"/>.
    /// </summary>
    public const int LongestText = 1 << 20;

    private const string DigestKey = "content_sha256";
    private const int LongestHeader = 100_000_000;

    /// <summary>Content to be written.</summary>
    public SafetensorsContent(IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, Tensor> tensors)
        : this(new MetadataTexts(metadata), tensors) { }

    /// <summary>
    /// Writes the file, without a copy of any tensor. Wider types come first, so that every tensor is aligned to its own width.
    /// </summary>
    /// <exception cref="InputException">It would be more than <see cref="Read"/> reads.</exception>
    public void Write(Stream stream)
    {
        using MemoryStream header = Header(Digest());
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        header.WriteTo(stream);
        foreach ((_, Tensor tensor) in Ordered) tensor.Give(stream.Write);
    }

    /// <summary>Makes sure that what would be written can be read, without writing it.</summary>
    /// <exception cref="InputException">It is more than the format or this program allows; the message says what.</exception>
    public void RequireReadable() => Header(new string('0', ContentDigest.Length)).Dispose();

    /// <summary>
    /// Reads and checks a file. The sizes that the header claims are compared with the length of the file before anything is allocated.
    /// </summary>
    /// <param name="stream">The file, from its beginning; it must have a length.</param>
    /// <param name="accept">Sees the metadata before any tensor is read, and may refuse them: files of a newer version, say.</param>
    /// <exception cref="InputException">The file is truncated, corrupted or not of this format.</exception>
    public static SafetensorsContent Read(Stream stream, Action<MetadataTexts>? accept = null)
    {
        try
        {
            long available = stream.Length - 8;
            if (available < 0) throw new InputException("it is too short for a safetensors file.");
            Span<byte> prefix = stackalloc byte[8];
            stream.ReadExactly(prefix);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
            if (length > (ulong)Math.Min(available, LongestHeader))
                throw new InputException($"its header claims {length} bytes, {Math.Min(available, LongestHeader)} may be there.");
            SafetensorsHeader header = ReadHeader(stream, (int)length);
            accept?.Invoke(header.Metadata);
            CheckPlaces(header.Places, available - (long)length);
            return ReadTensors(stream, header, 8 + (long)length);
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException or InvalidOperationException or FormatException)
        {
            throw new InputException("its safetensors header is damaged or of another format.", e);
        }
    }

    /// <summary>A text of the metadata, which is no list.</summary>
    /// <exception cref="InputException">It is not there, or too long.</exception>
    public string Text(string key) => List(key).Length <= LongestText
        ? Metadata[key]
        : throw new InputException($"its '{key}' is longer than {LongestText} bytes.");

    /// <summary>A text of the metadata, if it is there.</summary>
    /// <exception cref="InputException">It is too long.</exception>
    public string? TextIfAny(string key) => Metadata.ContainsKey(key) ? Text(key) : null;

    /// <summary>A text of the metadata as UTF-8; a list of JSON, which may be long.</summary>
    /// <exception cref="InputException">It is not there.</exception>
    public byte[] List(string key) => Metadata.Utf8(key) ?? throw new InputException($"it has no '{key}' in its metadata.");

    /// <summary>An integer in the metadata. There is none without a range: a file may say anything.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <exception cref="InputException">It is not there, no integer, or out of its range.</exception>
    public int Integer(string key, int least = 0, int most = int.MaxValue) =>
        int.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
        && number >= least && number <= most
            ? number
            : throw new InputException(
                $"its '{key}' is {CellText.Quote(Text(key))}, not an integer, {least} {(most < int.MaxValue ? $"to {most}" : "or more")}.");

    /// <summary>A number in the metadata.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="allowed">What is allowed.</param>
    /// <exception cref="InputException">It is not there, or not allowed.</exception>
    public double Number(string key, Interval allowed) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && allowed.Contains(number)
            ? number
            : throw new InputException($"its '{key}' is {CellText.Quote(Text(key))}, not a number {allowed}.");

    /// <summary>A list of integers.</summary>
    /// <exception cref="InputException">It is not there, or of another type.</exception>
    public int[] Integers(string name) => Get(name).ToInts(name);

    /// <summary>A list of numbers in double precision, which may be anything.</summary>
    /// <exception cref="InputException">It is not there, or of another type.</exception>
    public double[] Doubles(string name) => Get(name).ToDoubles(name);

    /// <summary>A list of finite numbers.</summary>
    /// <exception cref="InputException">It is not there, of another type, or a number is not finite.</exception>
    public float[] Finite(string name)
    {
        float[] values = Get(name).ToFloats(name);
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        return bad < 0
            ? values
            : throw new InputException($"tensor '{name}' holds {values[bad]} at index {bad}; all values must be finite.");
    }

    private static void WriteText(Utf8JsonWriter json, string key, byte[] text)
    {
        if (text.Length > LongestText && text[0] != '[')
            throw new InputException($"its {CellText.Quote(key)} takes {text.Length} bytes; {LongestText} can be stored.");
        json.WriteString(Checked(key), text);
    }

    private static string Checked(string name) => name.Length <= SafetensorsHeader.LongestName
        ? name
        : throw new InputException($"{CellText.Quote(name)} is longer than {SafetensorsHeader.LongestName} characters.");

    // By itself, so that the bytes of the header are free before tensors are read.
    private static SafetensorsHeader ReadHeader(Stream stream, int length)
    {
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return SafetensorsHeader.Parse(bytes);
    }

    private Tensor Get(string name) =>
        Tensors.TryGetValue(name, out Tensor? tensor) ? tensor : throw new InputException($"it has no tensor '{name}'.");

    private (string Name, Tensor Tensor)[] Ordered =>
    [
        .. Tensors.OrderByDescending(t => Tensor.SizeOf(t.Value.Type)).ThenBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => (t.Key, t.Value)),
    ];

    private MemoryStream Header(string digest)
    {
        if (Tensors.Count >= SafetensorsHeader.MostEntries)
        {
            throw new InputException(
                $"it takes {Tensors.Count} tensors, more than the {SafetensorsHeader.MostEntries - 1} that are read back: "
                + "use fewer hidden layers.");
        }

        var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach (string key in Metadata.Keys.Order(StringComparer.Ordinal)) WriteText(json, key, Metadata.Utf8(key)!);
            json.WriteString(DigestKey, digest);
            json.WriteEndObject();
            long begin = 0;
            foreach ((string name, Tensor tensor) in Ordered) begin = WriteEntry(json, name, tensor, begin);
            json.WriteEndObject();
        }

        while (header.Length % 8 != 0) header.WriteByte((byte)' ');
        return header.Length <= LongestHeader
            ? header
            : throw new InputException(
                $"the names of columns and classes, and the list of layers, take {header.Length} bytes, more than the {LongestHeader} "
                + "that the format allows.");
    }

    private static long WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long begin)
    {
        json.WriteStartObject(Checked(name));
        json.WriteString("dtype", tensor.Type);
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + tensor.Length);
        json.WriteEndArray();
        json.WriteEndObject();
        return begin + tensor.Length;
    }

    /// <summary>Tensors must fill the file from end to end, without a gap or an overlap, each as large as its shape says.</summary>
    private static void CheckPlaces(IReadOnlyList<TensorPlace> places, long dataLength)
    {
        long expected = 0;
        foreach (TensorPlace place in places.OrderBy(place => place.Begin).ThenBy(place => place.End))
        {
            UInt128 size = (UInt128)Tensor.SizeOf(place.Type);
            foreach (long side in place.Shape) size = size > (UInt128)dataLength && side > 0 ? size : size * (UInt128)side;
            if (place.Begin != expected || place.End < place.Begin || place.End > dataLength || size != (UInt128)(place.End - place.Begin))
                throw new InputException($"tensor {CellText.Quote(place.Name)} does not fit the file: it is truncated or damaged.");
            if (size / (UInt128)Tensor.SizeOf(place.Type) > (UInt128)Array.MaxLength)
                throw new InputException($"tensor {CellText.Quote(place.Name)} has more than {Array.MaxLength} values.");
            expected = place.End;
        }

        if (expected != dataLength) throw new InputException($"{dataLength - expected} bytes belong to no tensor: it is damaged.");
    }

    private static SafetensorsContent ReadTensors(Stream stream, SafetensorsHeader header, long data)
    {
        MetadataTexts metadata = header.Metadata;
        string expected = metadata.Remove(DigestKey) ?? throw new InputException($"it has no {DigestKey} in its metadata.");
        var tensors = new Dictionary<string, Tensor>(header.Places.Count);
        using var digest = new ContentDigest(metadata);
        // In the order of the digest, so that each byte is read once.
        foreach (TensorPlace place in header.Places.OrderBy(place => place.Name, StringComparer.Ordinal))
        {
            digest.Begin(place.Name, place.Type, place.Shape);
            stream.Position = data + place.Begin;
            tensors.Add(place.Name, Tensor.Read(place.Type, place.Shape, place.Count, stream, digest.Add));
        }

        return digest.Finish() == expected
            ? new SafetensorsContent(metadata, tensors)
            : throw new InputException("its content does not match its digest: it is damaged.");
    }

    private string Digest()
    {
        using var digest = new ContentDigest(Metadata);
        foreach ((string name, Tensor tensor) in Tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            digest.Begin(name, tensor.Type, tensor.Shape);
            tensor.Give(digest.Add);
        }

        return digest.Finish();
    }
}
