namespace Ctre.Data.Formats.Text;

/// <summary>The columns of a text table: which of them are features, in which order, which one is the label.</summary>
internal sealed class TableLayout
{
    /// <summary>Marks a column that is left out, or is the label.</summary>
    public const int NoFeature = -1;

    /// <summary>What the name of a column takes besides its characters, in a header and in what finds it there.</summary>
    public const int NameBytes = 240;

    private const int Named = 5, LongestWord = 40, ColumnBytes = 48;

    private readonly string[]? header;

    private TableLayout(string[]? header, int labelColumn, int[] featureOf, IReadOnlyList<FeatureColumn> features)
    {
        this.header = header;
        LabelColumn = labelColumn;
        FeatureOf = featureOf;
        Features = features;
    }

    /// <summary>Number of columns of the file.</summary>
    public int Columns => FeatureOf.Length;

    /// <summary>The column of the label, from 0; −1 for a table without labels.</summary>
    public int LabelColumn { get; }

    /// <summary>The feature that each column of the file is, or <see cref="NoFeature"/>.</summary>
    public int[] FeatureOf { get; }

    /// <summary>
    /// The features, in order; a list of categories, still empty or those that a model knows, marks those that are no numbers.
    /// </summary>
    public IReadOnlyList<FeatureColumn> Features { get; }

    public bool HasHeader => header is not null;

    /// <summary>What messages call a column: its header, or its number from 1.</summary>
    public string NameOf(int column) =>
        header is null ? $"column {column + 1}" : $"column {column + 1} ({CellText.Quote(header[column])})";

    /// <summary>
    /// The word by which an option names a column: its header if a command line takes it as it is, else its number from 0.
    /// </summary>
    public string WordFor(int column) =>
        header?[column] is { Length: > 0 and <= LongestWord } name && IsPlain(name) && header.Count(name.Equals) == 1
        ? name
        : $"{column}";

    /// <summary>The column of the label, as a model stores it.</summary>
    public LabelColumn? Label => LabelColumn < 0 ? null : new LabelColumn(LabelColumn, header?[LabelColumn]);

    /// <summary>Finds the layout from the first records, at least one.</summary>
    public static TableLayout Detect(ReadOnlySpan<TextRecord> first, DataSourceOptions options, string file)
    {
        bool hasHeader =
            options.Header ?? HeaderDetection.IsHeader(first, options.Label ?? options.TrainedLabel?.Name, options.ExpectedColumns);
        return Detect(
            hasHeader ? Header(first[0], options) : null, first[0].Count, first[(hasHeader ? 1 : 0)..], options, file);
    }

    /// <summary>Finds the layout of a table whose header, if it has one, is known.</summary>
    /// <param name="header">The names of the columns; null if they have none.</param>
    /// <param name="columns">Number of columns of the file.</param>
    /// <param name="rows">The first rows.</param>
    /// <param name="options">How to read.</param>
    /// <param name="file">What to call the file in messages.</param>
    /// <param name="isCategories">Whether a column of the file holds categories; null to find out from the rows.</param>
    public static TableLayout Detect(
        string[]? header, int columns, ReadOnlySpan<TextRecord> rows, DataSourceOptions options, string file,
        Func<int, bool>? isCategories = null)
    {
        options.Budget?.Spend((long)ColumnBytes * columns);
        if (header is not null) HeaderDetection.CheckLengths(header, file);
        var ignored = new bool[columns];
        foreach (string name in options.Ignored) ignored[HeaderDetection.Wanted(header, columns, name, file)] = true;
        if (options.ExpectedColumns is { } expected) return Expected(header, ignored, expected, options, file);

        int label = HeaderDetection.LabelColumn(header, columns, options.Label, file);
        if (ignored[label])
            throw new InputException($"{file}: the label column {CellText.Quote(header?[label] ?? $"{label}")} cannot be left out, too.");
        ignored[label] = true;
        int[] featureOf = Numbered(ignored);
        if (columns == 1)
            throw new InputException(
                $"{file} has one column only (separators: comma, semicolon, tab, blanks): a label needs features beside it.");
        if (!featureOf.Any(feature => feature >= 0)) throw new InputException($"{file} has no column left beside the label.");

        string[]? names = header is null ? null : HeaderDetection.Unique(header);
        bool[]? chosen = options.Categorical is { } wanted ? Chosen(wanted, header, columns, file) : null;
        List<FeatureColumn> features = [];
        for (int column = 0; column < columns; column++)
        {
            if (featureOf[column] < 0) continue;
            bool categories = chosen?[column] ?? isCategories?.Invoke(column) ?? ColumnKinds.IsCategories(rows, column);
            features.Add(names is null && !categories ? FeatureColumn.Unnamed : new FeatureColumn(names?[column], categories ? [] : null));
        }

        return new TableLayout(header, label, featureOf, features);
    }

    private static TableLayout Expected(
        string[]? header, bool[] ignored, IReadOnlyList<FeatureColumn> expected, DataSourceOptions options, string file)
    {
        if (header is not null && expected.Count > 0 && expected.All(column => column.Name is not null))
            return ByName(header, ignored, expected, options, file);
        int[] free = [.. Enumerable.Range(0, ignored.Length).Where(column => !ignored[column])];
        if (free.Length == expected.Count) return new TableLayout(header, -1, Numbered(ignored), expected);
        if (free.Length != expected.Count + 1)
            throw new InputException($"{file} has {free.Length} columns, the model expects {expected.Count} features.");
        int label = options is { Label: null, TrainedLabel: { } trained }
            ? HeaderDetection.TrainedColumn(header, ignored.Length, trained)
            : HeaderDetection.LabelColumn(header, ignored.Length, options.Label, file);
        // If the label column of training is left out here, the last of the others is the label.
        if (ignored[label]) label = free[^1];
        ignored[label] = true;
        return new TableLayout(header, label, Numbered(ignored), expected);
    }

    /// <summary>Columns may be in any order, with others between them.</summary>
    private static TableLayout ByName(
        string[] header, bool[] ignored, IReadOnlyList<FeatureColumn> expected, DataSourceOptions options, string file)
    {
        Dictionary<string, int> places = [];
        string[] names = HeaderDetection.Unique(header);
        for (int column = 0; column < names.Length; column++)
            if (!ignored[column]) places[names[column]] = column;
        var featureOf = new int[header.Length];
        Array.Fill(featureOf, NoFeature);
        List<string> missing = [];
        int lacking = 0;
        for (int feature = 0; feature < expected.Count; feature++)
        {
            string name = expected[feature].Name!;
            if (places.TryGetValue(name, out int column)) featureOf[column] = feature;
            else if (lacking++ < Named) missing.Add(name);
        }

        if (lacking > 0)
        {
            string more = lacking > Named ? $" and {lacking - Named} more" : "";
            throw new InputException(
                $"{file} lacks {(lacking == 1 ? "the column" : "columns")} {string.Join(", ", missing.Select(CellText.Quote))}{more} "
                + "that the model was trained on; columns are found by the names in the header.");
        }

        int label = options.Label is { } wanted
            ? HeaderDetection.Wanted(header, header.Length, wanted, file)
            : options.TrainedLabel?.Name is { } trained ? Array.IndexOf(header, trained) : -1;
        if (label >= 0 && featureOf[label] >= 0)
            throw new InputException($"{file}: the column {CellText.Quote(header[label])} is a feature of the model, not its label.");
        return new TableLayout(header, label, featureOf, expected);
    }

    private static string[] Header(TextRecord record, DataSourceOptions options)
    {
        options.Budget?.Spend(((long)NameBytes * record.Count) + (2L * sizeof(char) * record.Bytes));
        return HeaderDetection.Names(record);
    }

    private static bool IsPlain(string name) => name[0] != '-' && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');

    private static int[] Numbered(bool[] skipped)
    {
        int next = 0;
        return [.. skipped.Select(skip => skip ? NoFeature : next++)];
    }

    private static bool[] Chosen(IReadOnlyList<string> wanted, string[]? header, int columns, string file)
    {
        var chosen = new bool[columns];
        foreach (string name in wanted) chosen[HeaderDetection.Wanted(header, columns, name, file)] = true;
        return chosen;
    }
}
