using System.Globalization;

namespace Ctre.Data.Formats.Arrays;

/// <summary>What NumPy calls a data type of: numbers, or texts of a fixed length.</summary>
/// <param name="Number">How numbers are stored; null for texts.</param>
/// <param name="TextBytes">Bytes of a text, 0 or more; it is padded with zeros.</param>
/// <param name="IsUnicode">Whether texts are UTF-32; else they are UTF-8 or ASCII.</param>
/// <param name="BigEndian">The byte order of UTF-32.</param>
internal sealed record NpyType(NumberType? Number, int TextBytes, bool IsUnicode, bool BigEndian)
{
    private const int LongestText = 1 << 14;

    /// <summary>Bytes of an element.</summary>
    public int Size => Number?.Size ?? TextBytes;

    /// <summary>Reads a description such as <c>&lt;f4</c>, <c>|u1</c> or <c>&lt;U7</c>.</summary>
    /// <exception cref="InputException">It is none, or one that holds neither numbers nor texts.</exception>
    public static NpyType Parse(string description, string place)
    {
        bool bigEndian = description.StartsWith('>');
        ReadOnlySpan<char> bare = description.AsSpan(description.Length > 0 && description[0] is '<' or '>' or '|' or '=' ? 1 : 0);
        char kind = bare.IsEmpty ? ' ' : bare[0];
        if (kind == 'O')
            throw new InputException(
                $"{place} holds Python objects (a pickle), which are never loaded: save it as an array of numbers or texts "
                + "(X.astype('float32'), y.astype('str')).");
        bool sized = int.TryParse(bare.IsEmpty ? bare : bare[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int size);
        NumberKind? number = (sized, kind, size) switch
        {
            (true, 'f', 2 or 4 or 8) => NumberKind.Float,
            (true, 'i', 1 or 2 or 4 or 8) => NumberKind.Signed,
            (true, 'u', 1 or 2 or 4 or 8) => NumberKind.Unsigned,
            (true, 'b', 1) => NumberKind.Boolean,
            _ => null,
        };
        if (number is { } of) return new NpyType(new NumberType(of, size, bigEndian), 0, false, bigEndian);
        if (sized && kind is 'U' or 'S' && size <= LongestText)
            return new NpyType(null, kind == 'U' ? 4 * size : size, kind == 'U', bigEndian);
        throw new InputException(
            $"{place} has the data type {CellText.Quote(description)}; float16, float32, float64, integers of 8 to 64 bits and bool "
            + "are supported, and texts for labels.");
    }
}
