namespace Ctre.Data.Downloads;

/// <summary>
/// The unpacked content of a <c>.Z</c> file, as the Unix command <c>compress</c> writes it: LZW (Welch, 1984) with codes that grow from
/// 9 bits to the 16 or fewer that the header says; code 256 clears the table in block mode.
/// </summary>
internal static class LzwContent
{
    private const int FirstBits = 9, MostBits = 16, Clear = 256;

    /// <summary>Unpacks.</summary>
    /// <param name="packed">The <c>.Z</c> file.</param>
    /// <param name="write">Gets the content piece by piece.</param>
    /// <exception cref="InvalidDataException">It is no such file, or damaged.</exception>
    public static void Unpack(Stream packed, Action<ReadOnlySpan<byte>> write)
    {
        if (packed.ReadByte() != 0x1F || packed.ReadByte() != 0x9D) throw new InvalidDataException("It does not begin like a .Z file.");
        int flags = packed.ReadByte(), mostBits = flags & 0x1F;
        if (flags < 0 || mostBits is < FirstBits or > MostBits)
            throw new InvalidDataException("Its codes have a width that does not exist.");
        Table table = new(blockMode: (flags & 0x80) != 0, mostBits);
        CodeReader codes = new(packed);
        var piece = new byte[1 << MostBits];
        int previous = -1;
        while (codes.TryRead(table.Bits, out int code))
        {
            if (code == Clear && table.BlockMode)
            {
                codes.SkipGroup(table.Bits);
                table.Reset();
                previous = -1;
                continue;
            }

            write(table.Expand(code, previous, piece));
            previous = code;
            // The width changes with a whole group of eight codes, as the first implementation did and all others must.
            if (table.Grow()) codes.SkipGroup(table.Bits - 1);
        }
    }

    /// <summary>The strings that have codes: each an earlier string and one more byte.</summary>
    private sealed class Table(bool blockMode, int mostBits)
    {
        private readonly int[] prefix = new int[1 << mostBits];
        private readonly byte[] last = new byte[1 << mostBits];
        private int count = blockMode ? Clear + 1 : Clear;

        public bool BlockMode => blockMode;

        public int Bits { get; private set; } = FirstBits;

        public void Reset() => (count, Bits) = (Clear + 1, FirstBits);

        /// <summary>Whether codes need one more bit from now on.</summary>
        public bool Grow()
        {
            if (count < 1 << Bits || Bits == mostBits) return false;
            Bits++;
            return true;
        }

        /// <summary>The string of a code; also learns the string before and its first byte.</summary>
        public ReadOnlySpan<byte> Expand(int code, int previous, byte[] piece)
        {
            bool learns = previous >= 0 && count < prefix.Length;
            if (code > count || (code == count && !learns) || (previous < 0 && code >= Clear))
                throw new InvalidDataException("A code is not in its table.");
            if (learns) prefix[count] = previous;
            // The string that is being learned may be the one that is asked for: it ends in the byte with which it begins.
            bool isNew = code == count;
            int at = piece.Length;
            for (int next = isNew ? previous : code; ; next = prefix[next])
            {
                piece[--at] = next < Clear ? (byte)next : last[next];
                if (next < Clear) break;
            }

            byte first = piece[at];
            if (learns) last[count++] = first;
            if (!isNew) return piece.AsSpan(at);
            piece.AsSpan(at).CopyTo(piece.AsSpan(at - 1));
            piece[^1] = first;
            return piece.AsSpan(at - 1);
        }
    }

    /// <summary>Reads codes, lowest bits first.</summary>
    private sealed class CodeReader(Stream packed)
    {
        private readonly byte[] block = new byte[1 << 16];
        private int at, filled, bitsHeld;
        private uint held;
        private long groupBits;

        public bool TryRead(int width, out int code)
        {
            code = 0;
            for (; bitsHeld < width; bitsHeld += 8)
            {
                if (NextByte() is not (>= 0 and var value)) return false;
                held |= (uint)value << bitsHeld;
            }

            code = (int)(held & ((1u << width) - 1));
            held >>= width;
            bitsHeld -= width;
            groupBits += width;
            return true;
        }

        /// <summary>Passes over what is left of a group of eight codes, with which the width of the next begins.</summary>
        public void SkipGroup(int width)
        {
            long group = 8L * width, left = (group - (groupBits % group)) % group;
            groupBits = 0;
            for (left -= bitsHeld; left > 0; left -= 8) NextByte();
            (held, bitsHeld) = (0, 0);
        }

        private int NextByte()
        {
            if (at == filled)
            {
                at = 0;
                filled = packed.Read(block);
                if (filled <= 0) return -1;
            }

            return block[at++];
        }
    }
}
