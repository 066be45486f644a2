using System.Buffers.Binary;

namespace Ctre.Data.Formats.Arrays;

/// <summary>The tag before the data of an element of a MATLAB file (MAT-File Format, "Data Elements").</summary>
/// <param name="Type">The type of the data, one of the numbers below.</param>
/// <param name="Length">Bytes of data that follow.</param>
/// <param name="Padding">Bytes after the data, up to the next boundary of eight.</param>
internal readonly record struct MatTag(uint Type, uint Length, int Padding)
{
    public const uint Int32 = 5, UInt32 = 6, Matrix = 14, Compressed = 15;

    /// <summary>How the numbers of such data are stored; null for data that are not numbers.</summary>
    public NumberType? Numbers(bool bigEndian) => Type switch
    {
        1 => new(NumberKind.Signed, 1, bigEndian),
        2 => new(NumberKind.Unsigned, 1, bigEndian),
        3 => new(NumberKind.Signed, 2, bigEndian),
        4 => new(NumberKind.Unsigned, 2, bigEndian),
        Int32 => new(NumberKind.Signed, 4, bigEndian),
        UInt32 => new(NumberKind.Unsigned, 4, bigEndian),
        7 => new(NumberKind.Float, 4, bigEndian),
        9 => new(NumberKind.Float, 8, bigEndian),
        12 => new(NumberKind.Signed, 8, bigEndian),
        13 => new(NumberKind.Unsigned, 8, bigEndian),
        _ => null,
    };

    /// <summary>Reads a tag; null at the end of the stream.</summary>
    /// <exception cref="InputException">The stream ends inside the tag.</exception>
    public static MatTag? Read(Stream stream, bool bigEndian, string place)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (stream.ReadAtLeast(bytes, 4, throwOnEndOfStream: false) is var first && first < 4)
            return first == 0 ? null : throw new InputException($"{place} ends inside a tag.");
        uint type = Word(bytes);
        // A small element: length and type share one word, and the data take the place of the length.
        if (type >> 16 is > 0 and var small)
            return small <= 4 ? new MatTag(type & 0xFFFF, small, 4 - (int)small)
                : throw new InputException($"{place}: a small element announces {small} bytes.");
        if (stream.ReadAtLeast(bytes, 4, throwOnEndOfStream: false) < 4) throw new InputException($"{place} ends inside a tag.");
        uint length = Word(bytes);
        return new MatTag(type, length, type == Compressed ? 0 : (int)(-length & 7));

        uint Word(ReadOnlySpan<byte> word) =>
            bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(word) : BinaryPrimitives.ReadUInt32LittleEndian(word);
    }
}
