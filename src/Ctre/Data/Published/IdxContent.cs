using System.Buffers.Binary;
using Ctre.Data.Files;

namespace Ctre.Data.Published;

/// <summary>What an IDX file of unsigned bytes holds.</summary>
/// <param name="Count">The first dimension: number of images or labels.</param>
/// <param name="Values">All bytes as numbers, in order.</param>
internal sealed record IdxContent(int Count, float[] Values)
{
    private const byte UnsignedBytes = 0x08;

    public static IdxContent Read(string path, int fewestDimensions, int mostDimensions) =>
        InputFile.Read(path, stream => Read(stream, path, fewestDimensions, mostDimensions));

    private static IdxContent Read(Stream stream, string path, int fewestDimensions, int mostDimensions)
    {
        Span<byte> header = stackalloc byte[4 * 5];
        Fill(stream, header[..4], path);
        int dimensions = header[3];
        if (header[0] != 0 || header[1] != 0)
            throw new InputException($"{path} is not an IDX file: it begins with {Convert.ToHexString(header[..4])}.");
        if (header[2] != UnsignedBytes)
            throw new InputException($"{path}: IDX type 0x{header[2]:X2} is not supported, only unsigned bytes (0x08).");
        if (dimensions < fewestDimensions || dimensions > mostDimensions)
            throw new InputException(
                $"{path} has {dimensions} dimensions, expected "
                + (mostDimensions == 1
                    ? "1: this is no file of labels."
                    : $"{fewestDimensions} to {mostDimensions}: this is no file of images."));

        Fill(stream, header[4..(4 + 4 * dimensions)], path);
        var shape = new uint[dimensions];
        for (int i = 0; i < dimensions; i++) shape[i] = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + 4 * i)..]);
        return new IdxContent((int)shape[0], Body(stream, Size(shape, path), path));
    }

    private static void Fill(Stream stream, Span<byte> header, string path)
    {
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            throw new InputException($"{path} ends inside its IDX header.");
    }

    private static long Size(uint[] shape, string path)
    {
        string shown = string.Join('×', shape);
        UInt128 size = 1;
        foreach (uint length in shape) size *= length;
        if (size == 0) throw new InputException($"{path} is empty: its IDX header says {shown}.");
        if (size > (UInt128)Array.MaxLength)
            throw new InputException($"{path}: its IDX header says {shown}; at most {Array.MaxLength} values are allowed.");
        return (long)size;
    }

    // The header is only a claim: memory grows with the bytes that really come.
    private static float[] Body(Stream stream, long claimed, string path)
    {
        ValueList values = new(path);
        var bytes = new byte[1 << 16];
        for (int count; (count = stream.Read(bytes)) > 0;)
        {
            if (values.Count + count > claimed)
                throw new InputException($"{path} goes on after the {claimed} bytes that its IDX header says.");
            foreach (byte value in bytes.AsSpan(0, count)) values.Add(value);
        }

        if (values.Count < claimed)
            throw new InputException($"{path} is cut off: its IDX header says {claimed} bytes, {values.Count} are there.");
        return values.Take();
    }
}
