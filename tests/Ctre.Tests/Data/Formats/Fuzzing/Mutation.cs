using System.Buffers.Binary;
using System.Text;

namespace Ctre.Tests.Data.Formats.Fuzzing;

/// <summary>Damages the content of a file, seeded: in one to four of the ways below, most often in one.</summary>
internal static class Mutation
{
    private const int HeaderLength = 64, LongRun = 1 << 15;

    private static readonly byte[] Extremes = [0, 1, 0x7F, 0x80, 0xFF];

    private static readonly byte[] Telling = ",;\t \"'\n\r-+.:#eEN0\0\xFF"u8.ToArray();

    private static readonly long[] Lengths =
    [
        0, 1, -1, 2, 255, 256, short.MaxValue, ushort.MaxValue, 1 << 24, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40,
        long.MaxValue, long.MinValue, Array.MaxLength, 1_000_000_000,
    ];

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "", "nan", "NaN", "-nan", "inf", "-inf", "Infinity", "1e999", "-1e999", "1e-999", "3.5e38", "1e39", "-", "+", ".", "-.", "e5",
            "1e", "--1", "0x10", "1_000", "1,5", "1.5.2", "-0", "9223372036854775808", "-2147483649", "2147483647", "4294967296",
                "16777217",
            "0.5", "18446744073709551616", "\"", "\"\"", "\"a,b\"", "\"\"\"", "'", "?", "NA", "null", "true", " ", "\t", "\n", "\r", "\r\n",
            "\n\n",
            "\0", "#", "%", "@data", "qid:1", "1:1", "0:0", "2147483647:1", ":", ",", ";", "é", "名", "\u2028", "\u0085", "\uFEFF",
            new('9', 400), new('x', 5000), new(' ', 300), new(',', 300), "1e" + new string('0', 300) + "1",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3, 0x28], [0xFF, 0xFE], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0x1A],
    ];

    /// <summary>The content with some damage.</summary>
    /// <param name="content">What to damage; it is left as it is.</param>
    /// <param name="other">Content of another file, from which pieces may come.</param>
    /// <param name="random">Decides.</param>
    public static byte[] Of(byte[] content, byte[] other, Rng random)
    {
        byte[] bytes = [.. content];
        for (long edits = 1 + Math.Min(random.Below(4), random.Below(4)); edits > 0; edits--) bytes = Once(bytes, other, random);
        return bytes;
    }

    private static byte[] Once(byte[] bytes, byte[] other, Rng random)
    {
        if (bytes.Length == 0) return Pick(Tokens, random);
        int at = Index(bytes.Length, random);
        int[] cuts = [.. Enumerable.Range(0, 3).Select(_ => Index(bytes.Length + 1, random)).Order()];
        (byte[] before, byte[] chunk, byte[] next, byte[] after) =
            (bytes[..cuts[0]], bytes[cuts[0]..cuts[1]], bytes[cuts[1]..cuts[2]], bytes[cuts[2]..]);
        switch (random.Below(14))
        {
            case 0:
                bytes[at] ^= (byte)(1 << (int)random.Below(8));
                return bytes;
            case 1:
                bytes[at] = Pick(Extremes, random);
                return bytes;
            case 2:
                bytes[at] = random.Below(2) == 0 ? (byte)random.Below(256) : Pick(Telling, random);
                return bytes;
            case 3: return bytes[..at];
            case 4: return [.. bytes[..at], Pick(Telling, random), .. bytes[at..]];
            case 5:
                byte[] some = [.. Enumerable.Range(0, 1 + (int)random.Below(16)).Select(_ => (byte)random.Below(256))];
                return [.. bytes[..at], .. some, .. bytes[at..]];
            case 6: return [.. before, .. next, .. after];
            case 7: return [.. before, .. chunk, .. chunk, .. next, .. after];
            case 8: return [.. before, .. next, .. chunk, .. after];
            case 9 when random.Below(8) == 0:
                // What takes time in proportion to the square of a length shows here.
                return [.. before, .. Enumerable.Repeat(bytes[at..Math.Min(bytes.Length, at + 4)], LongRun / 4).SelectMany(piece => piece),
                    .. after];
            case 9 or 10: return Resized(bytes, random);
            case 11 or 12: return Retold(bytes, Pick(Tokens, random), at);
            default: return random.Below(4) == 0 ? [.. bytes, .. other] : [.. bytes[..at], .. other[Index(other.Length + 1, random)..]];
        }
    }

    /// <summary>Writes an extreme over what may be a length, most often near the beginning.</summary>
    private static byte[] Resized(byte[] bytes, Rng random)
    {
        int width = 2 << (int)random.Below(3);
        if (bytes.Length < width) return bytes;
        int places = bytes.Length - width + 1;
        int at = Index(random.Below(2) == 0 ? Math.Min(places, HeaderLength) : places, random);
        long length = random.Below(4) == 0 ? bytes.Length - random.Below(3) + 1 : Pick(Lengths, random);
        Span<byte> little = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(little, length);
        little = little[..width];
        if (random.Below(2) == 0) little.Reverse();
        little.CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    /// <summary>Replaces the current word by another.</summary>
    private static byte[] Retold(byte[] bytes, byte[] token, int at)
    {
        ReadOnlySpan<byte> between = ",;:\t \r\n"u8;
        int begin = bytes.AsSpan(0, at).LastIndexOfAny(between) + 1, length = bytes.AsSpan(at).IndexOfAny(between);
        return [.. bytes[..begin], .. token, .. bytes[(length < 0 ? bytes.Length : at + length)..]];
    }

    private static int Index(int length, Rng random) => (int)random.Below(length);

    private static T Pick<T>(T[] choices, Rng random) => choices[Index(choices.Length, random)];
}
