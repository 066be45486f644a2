using System.Globalization;

namespace Ctre.Benchmarks;

/// <summary>Lines of Markdown tables, in numbers that every reader reads alike.</summary>
internal static class Tables
{
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
