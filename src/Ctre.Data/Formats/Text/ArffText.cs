using System.Text;

namespace Ctre.Data.Formats.Text;

/// <summary>
/// Takes lines of ARFF apart: words and values, in single or double quotes where they hold blanks or commas, with backslashes before
/// quotes and backslashes inside.
/// </summary>
internal static class ArffText
{
    /// <summary>Takes the first word off a line, without its quotes; false if there is none, or its quote is never closed.</summary>
    /// <param name="line">The line; what follows the word is left.</param>
    /// <param name="ends">What ends a word that has no quotes, besides blanks.</param>
    /// <param name="word">The word, UTF-8.</param>
    public static bool TryWord(ref ReadOnlySpan<byte> line, ReadOnlySpan<byte> ends, List<byte> word)
    {
        word.Clear();
        line = line.TrimStart(" \t"u8);
        if (line.IsEmpty) return false;
        byte quote = line[0];
        if (quote is not ((byte)'\'' or (byte)'"'))
        {
            int length = 0;
            while (length < line.Length && line[length] is not ((byte)' ' or (byte)'\t') && !ends.Contains(line[length])) length++;
            word.AddRange(line[..length]);
            line = line[length..];
            return true;
        }

        for (int i = 1; i < line.Length; i++)
        {
            if (line[i] == quote)
            {
                line = line[(i + 1)..];
                return true;
            }

            if (line[i] == '\\' && i + 1 < line.Length) i++;
            word.Add(line[i]);
        }

        return false;
    }

    /// <summary>
    /// The values of a row, separated by commas (or tabs) up to the end. A value without quotes may hold blanks; blanks around it don't
    /// count.
    /// </summary>
    /// <param name="line">The row; nothing of it is left.</param>
    /// <param name="value">Called with each value, UTF-8.</param>
    /// <returns>What is wrong with the row; null if nothing is.</returns>
    public static string? Values(ReadOnlySpan<byte> line, Action<List<byte>> value)
    {
        List<byte> word = [];
        while (true)
        {
            line = line.TrimStart(" \t"u8);
            if (!line.IsEmpty && line[0] is (byte)'\'' or (byte)'"')
            {
                if (!TryWord(ref line, ""u8, word)) return "a quote is opened and never closed";
                line = line.TrimStart(" \t"u8);
                if (!line.IsEmpty && line[0] != ',') return "there is text after a closing quote";
            }
            else
            {
                int length = line.IndexOf((byte)',');
                ReadOnlySpan<byte> bare = length < 0 ? line : line[..length];
                word.Clear();
                word.AddRange(bare.TrimEnd(" \t"u8));
                line = length < 0 ? [] : line[length..];
            }

            value(word);
            if (line.IsEmpty) return null;
            line = line[1..];
        }
    }

    /// <summary>Whether a line begins with a keyword such as <c>@data</c>, in any case; it is then taken off.</summary>
    public static bool TryKeyword(ref ReadOnlySpan<byte> line, ReadOnlySpan<byte> keyword)
    {
        if (line.Length < keyword.Length || !Ascii.EqualsIgnoreCase(line[..keyword.Length], keyword)) return false;
        if (line.Length > keyword.Length && line[keyword.Length] is not ((byte)' ' or (byte)'\t' or (byte)'{')) return false;
        line = line[keyword.Length..];
        return true;
    }
}
