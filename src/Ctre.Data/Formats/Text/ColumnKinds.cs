using System.Text;

namespace Ctre.Data.Formats.Text;

/// <summary>Distinguishes columns of categories from columns of numbers by the first rows of a table.</summary>
internal static class ColumnKinds
{
    private const int TextShare = 10, Repeats = 10;

    /// <summary>
    /// Whether a column holds categories: more than half of its cells are no numbers, or a tenth of them and each value comes ten
    /// times on average. One word among numbers is a mistake, not a category.
    /// </summary>
    /// <param name="rows">The first rows, without the header.</param>
    /// <param name="column">The column of the file, from 0.</param>
    public static bool IsCategories(ReadOnlySpan<TextRecord> rows, int column)
    {
        int texts = 0, cells = 0;
        foreach (TextRecord row in rows)
        {
            if (column >= row.Count || MissingCell.Is(row[column])) continue;
            cells++;
            if (!NumberCell.IsMeant(row[column])) texts++;
        }

        if (2 * texts > cells) return true;
        return texts > 0 && TextShare * texts >= cells && Repeats * Distinct(rows, column) <= cells;
    }

    /// <summary>How many different cells a column has; missing ones don't count.</summary>
    public static int Distinct(ReadOnlySpan<TextRecord> rows, int column)
    {
        HashSet<string> distinct = new(StringComparer.Ordinal);
        foreach (TextRecord row in rows)
            if (column < row.Count && !MissingCell.Is(row[column])) distinct.Add(Encoding.UTF8.GetString(row[column]));
        return distinct.Count;
    }
}
