using System.Text;

namespace Ctre.Data.Downloads;

/// <summary>Recognizes the page that a server sends, with status 200, where it has no file: a login, a notice, a search.</summary>
internal static class WebPage
{
    private static readonly string[] Beginnings = ["<!doctype", "<html", "<head", "<?xml", "<!--"];

    /// <summary>Whether a file that begins like this is a web page. No known data file begins so.</summary>
    public static bool IsOne(ReadOnlySpan<byte> start)
    {
        if (start is [0xEF, 0xBB, 0xBF, .. var rest]) start = rest;
        string text = Encoding.Latin1.GetString(start).TrimStart();
        return Beginnings.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }
}
