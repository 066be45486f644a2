using System.Globalization;

namespace Ctre.Cli.Rendering;

/// <summary>Untrusted text, made safe for a terminal.</summary>
internal static class PlainText
{
    /// <summary>
    /// The text on one line: line breaks become blanks; other control characters, and those that turn the direction of
    /// writing, become U+FFFD.
    /// </summary>
    public static string Line(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(c => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control when c == '\t' => ' ',
        // Joiners belong to the spelling of words and signs.
        UnicodeCategory.Format when c is '\u200C' or '\u200D' => c,
        UnicodeCategory.Control or UnicodeCategory.Format => '\uFFFD',
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '\uFFFD',
        _ => c,
    }));

    /// <summary>The text, made safe as a file name.</summary>
    public static string FileName(string text) =>
        string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
}
