using System.Globalization;
using System.Text;

namespace Ctre.Data;

/// <summary>Quotes pieces of a user's file in a one-line message.</summary>
internal static class CellText
{
    private const int Longest = 40;

    /// <summary>The text in single quotes, cut at 40 characters, control characters and line breaks replaced.</summary>
    public static string Quote(string text)
    {
        string cut = text.Length > Longest ? text[..Longest] + "…" : text;
        return "'" + Line(cut) + "'";
    }

    /// <summary>The text with control characters and line breaks replaced.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || BreaksLines(c) ? '\uFFFD' : c));

    /// <summary>The cell in single quotes, cut at 40 characters, control characters and line breaks replaced.</summary>
    public static string Quote(ReadOnlySpan<byte> cell) =>
        // A character has at most 4 bytes: the rest of a huge cell need not be decoded.
        Quote(Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 4 * (Longest + 1))]));

    // U+2028 and U+2029 are no control characters.
    private static bool BreaksLines(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
