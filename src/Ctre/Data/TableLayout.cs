namespace Ctre.Data;

/// <summary>The columns of a text table: how many, what they are called, which one is the label.</summary>
internal sealed class TableLayout
{
    private readonly string[]? header;

    private TableLayout(int columns, string[]? header, int labelColumn)
    {
        Columns = columns;
        this.header = header;
        LabelColumn = labelColumn;
    }

    /// <summary>Number of columns, the label among them.</summary>
    public int Columns { get; }

    /// <summary>The column of the label, from 0; −1 for a table without labels.</summary>
    public int LabelColumn { get; }

    public bool HasHeader => header is not null;

    public int Features => LabelColumn < 0 ? Columns : Columns - 1;

    /// <summary>What messages call a column: its header, or its number from 1.</summary>
    public string NameOf(int column) =>
        header is null ? $"column {column + 1}" : $"column {column + 1} ({CellText.Quote(header[column])})";

    /// <summary>The column of the label, as a model remembers it.</summary>
    public LabelColumn? Label => LabelColumn < 0 ? null : new LabelColumn(LabelColumn, header?[LabelColumn]);

    /// <summary>Finds the layout from the first two records.</summary>
    public static TableLayout Detect(TextRecord first, TextRecord? second, CsvOptions options, string file)
    {
        string[]? header = HeaderDetection.IsHeader(first, second, options.Label ?? options.TrainedLabel?.Name) ? HeaderDetection.Names(first) : null;
        int columns = first.Count;
        if (options.ExpectedFeatures is { } expected)
        {
            if (columns == expected) return new TableLayout(columns, header, -1);
            if (columns != expected + 1)
                throw new InputException($"{file} has {columns} columns, the model expects {expected} features.");
        }

        int label = options is { Label: null, TrainedLabel: { } trained }
            ? HeaderDetection.TrainedColumn(header, columns, trained)
            : HeaderDetection.LabelColumn(header, columns, options.Label, file);
        if (columns == 1)
            throw new InputException(
                $"{file} has one column only (separators: comma, semicolon, tab, blanks): a label needs features beside it.");
        return new TableLayout(columns, header, label);
    }
}
