namespace Ctre.Data.Formats.Text;

/// <summary>Finds what separates the fields of a text table from its first two lines.</summary>
internal static class SeparatorDetection
{
    /// <summary>
    /// Tab, semicolon or comma: the first of them that occurs equally often in both lines, else the most frequent in the
    /// first line; blanks if there is none of them. Quoted text doesn't count.
    /// </summary>
    public static byte Detect(ReadOnlySpan<byte> text)
    {
        // The order decides "1,5;2,5": a semicolon beside commas means decimal commas, which are refused with a clear line.
        ReadOnlySpan<byte> candidates = "\t;,"u8;
        Span<int> first = stackalloc int[3], second = stackalloc int[3];
        int position = Count(text, 0, first);
        bool two = Count(text, position, second) > position;
        for (int i = 0; i < candidates.Length; i++)
            if (first[i] > 0 && first[i] == second[i]) return candidates[i];
        int most = 0;
        for (int i = 1; i < candidates.Length; i++)
            if (first[i] > first[most]) most = i;
        // Tabs that differ in number from line to line are blanks like spaces.
        if (most == 0 && two) return DelimitedText.Blanks;
        return first[most] > 0 ? candidates[most] : DelimitedText.Blanks;
    }

    private static int Count(ReadOnlySpan<byte> text, int position, Span<int> counts)
    {
        bool quoted = false;
        for (; position < text.Length; position++)
        {
            byte b = text[position];
            if (b == '"') quoted = !quoted;
            if (quoted) continue;
            if (b == '\n') return position + 1;
            int candidate = "\t;,"u8.IndexOf(b);
            // A blank-separated line may end in a tab.
            if (candidate >= 0 && !(b == '\t' && EndsLine(text[(position + 1)..]))) counts[candidate]++;
        }

        return position;
    }

    private static bool EndsLine(ReadOnlySpan<byte> rest) => rest.IsEmpty || rest[0] is (byte)'\n' or (byte)'\r';
}
