using System.Globalization;
using System.Text;

namespace Ctre.Data.Formats.Text;

/// <summary>Finds whether a text table begins with a header, and which column is the label.</summary>
internal static class HeaderDetection
{
    private const int Listed = 10, FewestTexts = 4;

    // In order of preference: a table with columns x, y, z and class is labeled by class.
    private static ReadOnlySpan<string> LabelNames => new[] { "label", "class", "target", "y" };

    /// <summary>
    /// Whether the first record names the columns: it holds most of the names that are expected, the wanted label name or one of the usual
    /// ones, or most columns that are numbers in the second record are not numbers in the first, or it numbers the columns, or all is text
    /// and its words are not repeated while others are.
    /// </summary>
    public static bool IsHeader(ReadOnlySpan<TextRecord> records, string? label, IReadOnlyList<FeatureColumn>? expected)
    {
        TextRecord first = records[0];
        TextRecord? second = records.Length > 1 ? records[1] : null;
        if (HoldsMost(first, expected)) return true;
        int both = Math.Min(first.Count, second?.Count ?? 0), numeric = 0, named = 0, words = 0;
        for (int column = 0; column < first.Count; column++)
        {
            bool isNumber = NumberCell.IsMeant(first[column]);
            bool overNumber = column < both && NumberCell.IsMeant(second![column]);
            if (!isNumber) words++;
            if (overNumber) numeric++;
            if (overNumber && !isNumber && !MissingCell.Is(first[column])) named++;
            if (isNumber) continue;
            string cell = Encoding.UTF8.GetString(first[column]);
            if (cell == label) return true;
            // "y" is also a label: "no" or "yes" in the first row of a table without header.
            bool usual = LabelNames.IndexOf(cell, StringComparer.OrdinalIgnoreCase) >= 0;
            if (usual && (cell.Length > 1 || second is null || overNumber)) return true;
        }

        if (second is null) return words == first.Count;
        return 2 * named > numeric || IsNumbering(first) || (words == first.Count && NamesTexts(records));
    }

    private static bool HoldsMost(TextRecord record, IReadOnlyList<FeatureColumn>? expected)
    {
        if (expected is null || expected.Count == 0 || expected[0].Name is null) return false;
        HashSet<string> names = [.. Names(record)];
        return 2 * expected.Count(column => names.Contains(column.Name!)) > expected.Count;
    }

    /// <summary>Whether a first record of words is above columns of other words that repeat.</summary>
    private static bool NamesTexts(ReadOnlySpan<TextRecord> records)
    {
        string[] names = Names(records[0]);
        ReadOnlySpan<TextRecord> rows = records[1..];
        if (rows.Length < FewestTexts || names.Distinct().Count() < names.Length || names.Contains("")) return false;
        bool repeats = true;
        for (int column = 0; column < names.Length; column++)
        {
            foreach (TextRecord row in rows)
                if (column < row.Count && row[column].SequenceEqual(records[0][column])) return false;
            repeats &= 2 * ColumnKinds.Distinct(rows, column) <= rows.Length;
        }

        return repeats;
    }

    /// <summary>
    /// Whether a record counts its columns, 0, 1, 2, … or 1, 2, 3, …, eight at least, with one word among them: the label.
    /// </summary>
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

    /// <summary>Makes sure that names are not too long.</summary>
    /// <exception cref="InputException">One is; the message says which.</exception>
    public static void CheckLengths(string[] names, string file)
    {
        int found = Array.FindIndex(names, name => !NameLength.Fits(name));
        if (found >= 0)
            throw new InputException(
                $"{file}: the name of column {found + 1} has {names[found].Length} characters; {NameLength.Most} are allowed.");
    }

    /// <summary>Names of which none occurs twice: the second <c>x</c> becomes <c>x.2</c>, and so on.</summary>
    public static string[] Unique(string[] header)
    {
        HashSet<string> taken = [.. header];
        // The next number of each name that was seen: a header may repeat one a million times.
        Dictionary<string, int> next = [];
        return [.. header.Select(name =>
        {
            if (next.TryAdd(name, 2)) return name;
            int number = next[name];
            while (!taken.Add($"{name}.{number}")) number++;
            next[name] = number + 1;
            return $"{name}.{number}";
        })];
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

    /// <summary>The column that a user names, or numbers from 0 (negative: from the end).</summary>
    public static int Wanted(string[]? header, int columns, string label, string file)
    {
        int found = header is null ? -1 : Array.IndexOf(header, label);
        if (found >= 0 && Array.LastIndexOf(header!, label) != found)
            throw new InputException(
                $"{file} has more than one column {CellText.Quote(label)}: give its number, from 0.");
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
}
