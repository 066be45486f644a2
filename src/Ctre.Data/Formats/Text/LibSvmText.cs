namespace Ctre.Data.Formats.Text;

/// <summary>The words of a line of LibSVM text: <c>label index:value index:value … # comment</c>.</summary>
internal static class LibSvmText
{
    /// <summary>Takes the next word from a line; empty at its end, which is where a comment begins at the latest.</summary>
    public static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t\r"u8);
        int length = line.IndexOfAny(" \t\r#"u8);
        if (length < 0) length = line.Length;
        ReadOnlySpan<byte> word = line[..length];
        line = line[length..];
        return word;
    }

    /// <summary>
    /// Splits <c>index:value</c>; false if a word doesn't begin with digits and a colon. An index beyond the range of int becomes the
    /// largest int.
    /// </summary>
    public static bool Split(ReadOnlySpan<byte> word, out int index, out ReadOnlySpan<byte> value)
    {
        long number = 0;
        int digits = 0;
        for (; digits < word.Length && (uint)(word[digits] - '0') <= 9; digits++)
            number = Math.Min(int.MaxValue, (10 * number) + word[digits] - '0');
        index = (int)number;
        bool isPair = digits > 0 && digits < word.Length && word[digits] == ':';
        value = isPair ? word[(digits + 1)..] : [];
        return isPair;
    }

    /// <summary>Whether a word is <c>qid:n</c>, the query of a row that is to be ranked.</summary>
    public static bool IsQuery(ReadOnlySpan<byte> word) => word.StartsWith("qid:"u8);
}
