using System.Buffers.Binary;
using Ctre.Data.Files;

namespace Ctre.Data.Formats.Published;

/// <summary>What an IDX file of unsigned bytes holds.</summary>
/// <param name="Rows">The bytes as numbers: a row per image or label, the first dimension.</param>
internal sealed record IdxContent(DenseRows Rows)
{
    private const byte UnsignedBytes = 0x08;

    public static IdxContent Read(string path, int fewestDimensions, int mostDimensions, MemoryBudget? budget) =>
        InputFile.Read(path, stream => Read(stream, path, fewestDimensions, mostDimensions, budget));

    private static IdxContent Read(Stream stream, string path, int fewestDimensions, int mostDimensions, MemoryBudget? budget)
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
                    ? "1: this is not a file of labels."
                    : $"{fewestDimensions} to {mostDimensions}: this is not a file of images."));

        Fill(stream, header[4..(4 + 4 * dimensions)], path);
        var shape = new uint[dimensions];
        for (int i = 0; i < dimensions; i++) shape[i] = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + 4 * i)..]);
        long size = Size(shape, path);
        return new IdxContent(Body(stream, (int)(size / shape[0]), size, path, budget));
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

    // The header is not trusted: memory grows with the bytes that are read, and rows are only as long as the first one that was read.
    private static DenseRows Body(Stream stream, int length, long claimed, string path, MemoryBudget? budget)
    {
        var rows = new DenseRows(length, budget);
        budget?.Reading(() => $"{path}, row {rows.Count + 1}");
        byte[] bytes = Start(stream, length, budget);
        long count = bytes.Length;
        for (int read = bytes.Length; read == length && count <= claimed; count += read)
        {
            Span<float> row = rows.AddRow();
            for (int i = 0; i < row.Length; i++) row[i] = bytes[i];
            read = stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        }

        if (count > claimed) throw new InputException($"{path} has more than the {claimed} bytes that its IDX header announces.");
        if (count < claimed) throw new InputException($"{path} is cut off: its IDX header says {claimed} bytes, {count} are there.");
        return rows;
    }

    /// <summary>The first bytes, fewer than wanted if there are no more.</summary>
    private static byte[] Start(Stream stream, int length, MemoryBudget? budget)
    {
        const int little = 1 << 16;
        var bytes = new byte[Math.Min(length, little)];
        int count = 0;
        while (count < length)
        {
            if (count == bytes.Length)
            {
                budget?.Spend(Math.Min(length, 2L * count));
                Array.Resize(ref bytes, (int)Math.Min(length, 2L * count));
            }

            int read = stream.Read(bytes.AsSpan(count));
            if (read == 0) break;
            count += read;
        }

        return bytes[..count];
    }
}
