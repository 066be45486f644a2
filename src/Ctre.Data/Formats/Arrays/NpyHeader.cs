using System.Buffers.Binary;
using System.Text;

namespace Ctre.Data.Formats.Arrays;

/// <summary>
/// The header of a NumPy file, format versions 1.0 to 3.0 (NumPy Enhancement Proposal 1 and <c>numpy.lib.format</c>).
/// </summary>
/// <param name="Type">What the elements are.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The dimensions, none of them 0; no dimension for a single element.</param>
/// <param name="Count">Number of elements.</param>
internal sealed record NpyHeader(NpyType Type, bool FortranOrder, long[] Shape, long Count)
{
    private const int LongestHeader = 1 << 16;

    // A text of NumPy has up to 2^16 bytes, and the bytes of an array must be countable.
    private const long MostElements = 1L << 46;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>How the shape reads in Python.</summary>
    public string ShapeText => Text(Shape);

    /// <summary>Whether a file begins like one of NumPy.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <summary>Reads the header; the elements come next.</summary>
    /// <exception cref="InputException">This is no such header.</exception>
    public static NpyHeader Read(Stream stream, string place)
    {
        Span<byte> start = stackalloc byte[12];
        int count = stream.ReadAtLeast(start[..8], 8, throwOnEndOfStream: false);
        if (!Begins(start[..count]))
            throw new InputException($"{place} is not a NumPy array: it begins with {Convert.ToHexString(start[..Math.Min(count, 6)])}.");
        (byte major, byte minor) = (start[6], start[7]);
        if (count == 8 && (major is < 1 or > 3 || minor != 0))
            throw new InputException($"{place} has the NumPy format version {major}.{minor}; 1.0, 2.0 and 3.0 are supported.");

        Span<byte> lengthBytes = start.Slice(8, major == 1 ? 2 : 4);
        Fill(stream, lengthBytes, place);
        long length = major == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > LongestHeader)
            throw new InputException($"{place}: its NumPy header announces {length} bytes; at most {LongestHeader} are allowed.");
        var text = new byte[length];
        Fill(stream, text, place);
        (string description, bool fortranOrder, long[] shape) = new NpyHeaderText(Encoding.UTF8.GetString(text), place).Read();
        NpyType type = NpyType.Parse(description, place);
        return new NpyHeader(type, fortranOrder, shape, Product(shape, place));
    }

    private static long Product(long[] shape, string place)
    {
        if (shape.Contains(0)) throw new InputException($"{place} is empty: its shape is {Text(shape)}.");
        UInt128 product = 1;
        foreach (long length in shape)
        {
            product *= (UInt128)length;
            if (product > MostElements)
                throw new InputException(
                    $"{place}: its NumPy header announces the shape {Text(shape)}: more elements than any file holds.");
        }

        return (long)product;
    }

    private static string Text(long[] shape) => shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    private static void Fill(Stream stream, Span<byte> bytes, string place)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InputException($"{place} ends inside its NumPy header.");
    }
}
