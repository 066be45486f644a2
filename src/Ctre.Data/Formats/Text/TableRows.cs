namespace Ctre.Data.Formats.Text;

/// <summary>Collects the rows of a text table as numbers, categories and labels.</summary>
internal sealed class TableRows
{
    private const int MostCategories = 1000, MostNewCategories = 100_000;

    // What an empty list of categories takes, and a column without one.
    private const int ListBytes = 320, ColumnBytes = 12;

    private readonly TableLayout layout;
    private readonly DataSourceOptions options;
    private readonly string file;
    private readonly RowList values;
    private readonly float[] row;
    private readonly NamedTexts?[] categories;
    private readonly ClassLabels? labels;

    /// <summary>Starts without rows.</summary>
    public TableRows(TableLayout layout, string file, DataSourceOptions options)
    {
        this.layout = layout;
        this.options = options;
        this.file = file;
        MemoryBudget? budget = options.Budget;
        budget?.Spend((long)ColumnBytes * layout.Features.Count);
        values = new RowList(file, layout.Features.Count, budget);
        row = new float[layout.Features.Count];
        int most = options.ExpectedColumns is null ? MostCategories : MostNewCategories;
        categories = [.. layout.Features.Select(feature => feature.Categories is null ? null : Categories(most, budget))];
        if (layout.LabelColumn >= 0 && !options.SkipLabels) labels = new ClassLabels(file, layout.NameOf(layout.LabelColumn), budget);
    }

    /// <summary>Adds a row of cells.</summary>
    public void Add(TextRecord record)
    {
        if (record.Count != layout.Columns)
            throw new InputException($"{file}, row {record.Row}: found {record.Count} columns, expected {layout.Columns}.");
        int[] featureOf = layout.FeatureOf;
        for (int column = 0; column < featureOf.Length; column++)
        {
            int feature = featureOf[column];
            if (feature >= 0)
            {
                if (categories[feature] is not null || !NumberCell.TryRead(record[column], out row[feature]))
                    row[feature] = Unusual(record[column], record.Row, column, feature);
            }
            else if (column == layout.LabelColumn)
            {
                labels?.Add(record[column], record.Row);
            }
        }

        values.AddRow(row);
    }

    /// <summary>The rows as a data set.</summary>
    public Dataset ToDataset(string name)
    {
        (int[] indices, string[] classes) = labels?.Finish() ?? ([], []);
        IReadOnlyList<FeatureColumn> columns = layout.Features;
        if (categories.Any(texts => texts is not null))
            columns = [.. columns.Select((column, f) => categories[f] is { } texts ? column with { Categories = texts.Texts } : column)];
        return values.Take(name, indices, classes).Described(
            Plain(columns), labels is null ? null : layout.Label, TableNotes.Of(columns, values.Rows, options));
    }

    private static NamedTexts Categories(int most, MemoryBudget? budget)
    {
        budget?.Spend(ListBytes);
        return new NamedTexts(most, budget);
    }

    // A cell without value, or a category.
    private float Unusual(ReadOnlySpan<byte> cell, long line, int column, int feature)
    {
        if (MissingCell.Is(cell) && options.Missing == MissingKind.Median) return float.NaN;
        string place = $"{file}, row {line}, {layout.NameOf(column)}";
        if (categories[feature] is not { } texts)
            throw NumberCell.Refusal(cell, place, $"; if the column holds categories: --categorical {layout.WordFor(column)}");
        if (MissingCell.Is(cell))
            throw new InputException($"{place}: {CellText.Quote(cell)} is a missing value; every feature needs one.");
        int number = texts.Number(WholeNumber(cell), out string? problem);
        if (problem is null) return number;
        string advice = texts.Texts.Count == MostCategories
            ? $" (is it an identifier? --ignore {layout.WordFor(column)} leaves it out)"
            : "";
        throw new InputException($"{place}: the category {CellText.Quote(cell)} {problem}{advice}.");
    }

    // What was 1 in one file is 1.0 in another that was written by way of floating point.
    private static ReadOnlySpan<byte> WholeNumber(ReadOnlySpan<byte> cell)
    {
        int point = cell.IndexOf((byte)'.');
        bool whole = point > 0 && !cell[..point].TrimStart("+-"u8).ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && cell[point - 1] is >= (byte)'0' and <= (byte)'9' && !cell[(point + 1)..].ContainsAnyExcept((byte)'0');
        return whole ? cell[..point] : cell;
    }

    private static IReadOnlyList<FeatureColumn> Plain(IReadOnlyList<FeatureColumn> columns) =>
        columns.All(column => column is { Name: null, Categories: null }) ? FeatureColumn.UnnamedList(columns.Count) : columns;
}
