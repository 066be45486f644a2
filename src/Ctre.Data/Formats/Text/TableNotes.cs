namespace Ctre.Data.Formats.Text;

/// <summary>Notes for the user on how a table was read, in sentences.</summary>
internal static class TableNotes
{
    private const int Named = 5;

    /// <summary>The columns that were taken for categories without being asked for, and those that look like identifiers.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<FeatureColumn> columns, int rows, DataSourceOptions options)
    {
        if (options.ExpectedColumns is not null) return [];
        int[] categories = [.. Enumerable.Range(0, columns.Count).Where(f => columns[f].Categories is not null)];
        if (categories.Length == 0) return [];
        List<string> notes = [];
        if (options.Categorical is null)
        {
            string more = categories.Length > Named ? $" and {categories.Length - Named} more" : "";
            notes.Add(
                "columns of categories: "
                + $"{string.Join(", ", categories.Take(Named).Select(f => $"{Called(f)} ({columns[f].Categories!.Count})"))}{more}");
        }

        foreach (int f in categories.Where(f => columns[f].Categories!.Count > 20 && 2 * columns[f].Categories!.Count > rows).Take(Named))
        {
            notes.Add(
                $"{Called(f)} has {columns[f].Categories!.Count} categories in {rows} rows: "
                + "if it is an identifier, leave it out with --ignore");
        }

        return notes;

        string Called(int feature) => columns[feature].Name is { } name ? CellText.Quote(name) : FeatureColumn.Called(columns, feature);
    }
}
