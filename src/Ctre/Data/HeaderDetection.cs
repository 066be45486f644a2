using System.Globalization;
using System.Text;

namespace Ctre.Data;

/// <summary>Finds whether a text table begins with a header, and which column is the label.</summary>
internal static class HeaderDetection
{
    private const int Listed = 10;

    // In order of preference: a table with columns x, y, z and class is labeled by class.
    private static ReadOnlySpan<string> LabelNames => new[] { "label", "class", "target", "y" };

    /// <summary>
    /// Whether the first record names the columns: it holds the wanted label name or one of the usual ones, or most columns
    /// that are numbers in the second record are not numbers in the first, or it numbers the columns.
    /// </summary>
    public static bool IsHeader(TextRecord first, TextRecord? second, string? label)
    {
        int both = Math.Min(first.Count, second?.Count ?? 0), numeric = 0, named = 0, words = 0;
        for (int column = 0; column < first.Count; column++)
        {
            bool isNumber = IsNumber(first[column]);
            bool overNumber = column < both && IsNumber(second![column]);
            if (!isNumber) words++;
            if (overNumber) numeric++;
            if (overNumber && !isNumber) named++;
            if (isNumber) continue;
            string cell = Encoding.UTF8.GetString(first[column]);
            if (cell == label) return true;
            // "y" is also a label: "no" or "yes" in the first row of a table without header.
            bool usual = LabelNames.IndexOf(cell, StringComparer.OrdinalIgnoreCase) >= 0;
            if (usual && (cell.Length > 1 || second is null || overNumber)) return true;
        }

        return second is null ? words == first.Count : 2 * named > numeric || IsNumbering(first);
    }

    /// <summary>Whether a record counts its columns, 0, 1, 2, … or 1, 2, 3, …, eight at least, with one word among them: the label.</summary>
    private static bool IsNumbering(TextRecord record)
    {
        int fromZero = 0, fromOne = 0;
        for (int column = 0; column < record.Count; column++)
        {
            if (!int.TryParse(record[column], NumberStyles.None, CultureInfo.InvariantCulture, out int number)) continue;
            if (number == column) fromZero++;
            if (number == column + 1) fromOne++;
        }

        // Fewer may be a row of a toy table: 1,2,3,a.
        return record.Count > 8 && Math.Max(fromZero, fromOne) == record.Count - 1;
    }

    /// <summary>The cells of a header as text.</summary>
    public static string[] Names(TextRecord record)
    {
        var names = new string[record.Count];
        for (int i = 0; i < names.Length; i++) names[i] = Encoding.UTF8.GetString(record[i]);
        return names;
    }

    /// <summary>The column of the label, from 0.</summary>
    public static int LabelColumn(string[]? header, int columns, string? label, string file)
    {
        if (label is not null) return Wanted(header, columns, label, file);
        if (header is not null)
        {
            foreach (string name in LabelNames)
            {
                int found = Array.FindIndex(header, cell => cell.Equals(name, StringComparison.OrdinalIgnoreCase));
                if (found >= 0) return found;
            }
        }

        return columns - 1;
    }

    /// <summary>The column of the label, from 0, where training had it: by its name, else by its number.</summary>
    public static int TrainedColumn(string[]? header, int columns, LabelColumn trained)
    {
        int named = trained.Name is null || header is null ? -1 : Array.IndexOf(header, trained.Name);
        return named >= 0 ? named : Math.Min(trained.Index, columns - 1);
    }

    private static int Wanted(string[]? header, int columns, string label, string file)
    {
        int found = header is null ? -1 : Array.IndexOf(header, label);
        if (found >= 0 && Array.LastIndexOf(header!, label) != found)
            throw new InputException(
                $"{file} has more than one column {CellText.Quote(label)}: give the number of the label column, from 0.");
        if (found >= 0) return found;
        if (int.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index)
            && index >= -columns && index < columns)
            return index < 0 ? columns + index : index;

        string names = header is null
            ? ""
            : $" ({string.Join(", ", header.Take(Listed).Select(CellText.Quote))}{(columns > Listed ? ", …" : "")})";
        throw new InputException(
            $"{file} has no column {CellText.Quote(label)}: it has the columns 0 to {columns - 1}{names}.");
    }

    private static bool IsNumber(ReadOnlySpan<byte> cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
