using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ctre.Data.Formats.Arrays;

/// <summary>What a binary file means by the bytes of a number.</summary>
internal enum NumberKind
{
    Float,
    Signed,
    Unsigned,
    Boolean,
}

/// <summary>How a binary file stores numbers.</summary>
/// <param name="Kind">What the bytes mean.</param>
/// <param name="Size">Bytes of a number: 1, 2, 4 or 8; of a boolean 1.</param>
/// <param name="BigEndian">Whether the highest byte comes first.</param>
internal readonly record struct NumberType(NumberKind Kind, int Size, bool BigEndian)
{
    private const int LongestText = 32;

    /// <summary>The type as NumPy calls it: <c>float32</c>, <c>uint8</c>, <c>bool</c>.</summary>
    public string Name => Kind switch
    {
        NumberKind.Float => $"float{8 * Size}",
        NumberKind.Signed => $"int{8 * Size}",
        NumberKind.Unsigned => $"uint{8 * Size}",
        _ => "bool",
    };

    public bool IsInteger => Kind is NumberKind.Signed or NumberKind.Unsigned;

    /// <summary>Brings complete numbers, in place, into the byte order of this machine, which the methods below want.</summary>
    public void ToNative(Span<byte> numbers)
    {
        if (BigEndian != BitConverter.IsLittleEndian) return;
        if (Size == 2) Reverse<ushort>(numbers, BinaryPrimitives.ReverseEndianness);
        else if (Size == 4) Reverse<uint>(numbers, BinaryPrimitives.ReverseEndianness);
        else if (Size == 8) Reverse<ulong>(numbers, BinaryPrimitives.ReverseEndianness);
    }

    /// <summary>
    /// The numbers as <typeparamref name="T"/>; those beyond its range become infinite (floats) or its nearest (integers).
    /// </summary>
    public void Convert<T>(ReadOnlySpan<byte> numbers, Span<T> target) where T : unmanaged, INumberBase<T>
    {
        switch (Kind, Size)
        {
            case (NumberKind.Float, 2): Convert<Half, T>(numbers, target); break;
            case (NumberKind.Float, 4): Convert<float, T>(numbers, target); break;
            case (NumberKind.Float, _): Convert<double, T>(numbers, target); break;
            case (NumberKind.Signed, 1): Convert<sbyte, T>(numbers, target); break;
            case (NumberKind.Signed, 2): Convert<short, T>(numbers, target); break;
            case (NumberKind.Signed, 4): Convert<int, T>(numbers, target); break;
            case (NumberKind.Signed, _): Convert<long, T>(numbers, target); break;
            case (NumberKind.Unsigned, 1): Convert<byte, T>(numbers, target); break;
            case (NumberKind.Unsigned, 2): Convert<ushort, T>(numbers, target); break;
            case (NumberKind.Unsigned, 4): Convert<uint, T>(numbers, target); break;
            case (NumberKind.Unsigned, _): Convert<ulong, T>(numbers, target); break;
            default:
                for (int i = 0; i < numbers.Length; i++) target[i] = numbers[i] != 0 ? T.One : T.Zero;
                break;
        }
    }

    /// <summary>The shortest text (UTF-8) that reads as the same number.</summary>
    public byte[] Text(ReadOnlySpan<byte> number) => (Kind, Size) switch
    {
        (NumberKind.Float, 2) => Text(MemoryMarshal.Read<Half>(number)),
        (NumberKind.Float, 4) => Text(MemoryMarshal.Read<float>(number)),
        (NumberKind.Float, _) => Text(MemoryMarshal.Read<double>(number)),
        (NumberKind.Unsigned, 8) => Text(MemoryMarshal.Read<ulong>(number)),
        _ => Text(Integer(number)),
    };

    private long Integer(ReadOnlySpan<byte> number)
    {
        long integer = 0;
        Convert(number[..Size], new Span<long>(ref integer));
        return integer;
    }

    private static byte[] Text<T>(T number) where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[LongestText];
        number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        return text[..length].ToArray();
    }

    private delegate void Reversal<T>(ReadOnlySpan<T> source, Span<T> target);

    private static void Reverse<T>(Span<byte> numbers, Reversal<T> reversal) where T : unmanaged
    {
        Span<T> whole = MemoryMarshal.Cast<byte, T>(numbers);
        reversal(whole, whole);
    }

    private static void Convert<TStored, T>(ReadOnlySpan<byte> numbers, Span<T> target)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<TStored> stored = MemoryMarshal.Cast<byte, TStored>(numbers);
        if (typeof(TStored) == typeof(T))
        {
            MemoryMarshal.Cast<TStored, T>(stored).CopyTo(target);
            return;
        }

        target = target[..stored.Length];
        for (int i = 0; i < target.Length; i++) target[i] = T.CreateSaturating(stored[i]);
    }
}
