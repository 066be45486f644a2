namespace Ctre.Data;

/// <summary>
/// Encodes columns of categories as one feature per category, 1 where a row has it and 0 elsewhere; columns of numbers stay one
/// feature each. A category that was not there when it was fitted is 0 everywhere.
/// </summary>
internal sealed class OneHot
{
    /// <summary>The most columns that make no feature, since their categories are missing in all rows.</summary>
    public const int MostEmptyColumns = 100_000;

    private const int Unknown = -1, Numbers = -1, MostFeatures = 1_000_000;

    private readonly IReadOnlyList<FeatureColumn> columns;

    // How many categories each column has, or that it holds numbers; where its features begin. Columns may decode their names each time.
    private readonly int[] counts, first;

    /// <summary>Creates an encoding.</summary>
    /// <param name="columns">The columns, with the categories that are known.</param>
    /// <param name="modes">The category that stands for a missing one, by column; of columns of numbers they don't count.</param>
    /// <exception cref="ArgumentException">The columns give no features, or too many, or too many of them none.</exception>
    public OneHot(IReadOnlyList<FeatureColumn> columns, IReadOnlyList<int> modes)
    {
        this.columns = columns;
        Modes = modes;
        counts = [.. columns.Select(column => column.Categories?.Count ?? Numbers)];
        first = new int[columns.Count + 1];
        long features = 0;
        for (int c = 0; c < counts.Length; c++)
        {
            features += counts[c] == Numbers ? 1 : counts[c];
            if (features > MostFeatures)
                throw new ArgumentException($"The columns make more than {MostFeatures} features.", nameof(columns));
            first[c + 1] = (int)features;
            if (counts[c] != Numbers && (modes[c] < 0 || modes[c] >= Math.Max(1, counts[c])))
                throw new ArgumentException($"Column {c} has no category {modes[c]}.", nameof(modes));
        }

        if (counts.Count(count => count == 0) > MostEmptyColumns)
            throw new ArgumentException($"More than {MostEmptyColumns} columns have no category in any row.", nameof(columns));
        if (features == 0) throw new ArgumentException("The columns make no features.", nameof(columns));
    }

    /// <summary>The category that stands for a missing one <c>[columns]</c>; of columns of numbers they don't count.</summary>
    public IReadOnlyList<int> Modes { get; }

    /// <summary>Number of features after encoding.</summary>
    public int Features => first[^1];

    /// <summary>Finds the categories that occur in some rows, and the most frequent one of each column.</summary>
    public static OneHot Fit(DataSlice training)
    {
        IReadOnlyList<FeatureColumn> raw = training.Data.Columns;
        var columns = new FeatureColumn[raw.Count];
        var modes = new int[raw.Count];
        var counts = new int[raw.Count][];
        for (int c = 0; c < raw.Count; c++) counts[c] = new int[raw[c].Categories?.Count ?? 0];
        var row = new float[raw.Count];
        foreach (int r in training.Rows)
        {
            training.Data.CopyRow(r, row);
            for (int c = 0; c < row.Length; c++)
                if (counts[c].Length > 0 && !float.IsNaN(row[c])) counts[c][(int)row[c]]++;
        }

        for (int c = 0; c < raw.Count; c++)
        {
            columns[c] = raw[c];
            if (raw[c].Categories is not { } texts) continue;
            string[] known = NamedTexts.Ordered(texts.Where((_, i) => counts[c][i] > 0));
            columns[c] = raw[c] with { Categories = known };
            Dictionary<string, int> countOf =
                texts.Select((text, i) => (text, counts[c][i])).ToDictionary(p => p.text, p => p.Item2, StringComparer.Ordinal);
            for (int k = 1; k < known.Length; k++)
                if (countOf[known[k]] > countOf[known[modes[c]]]) modes[c] = k;
        }

        return new OneHot(columns, modes);
    }

    /// <summary>The columns with the categories that are known.</summary>
    public IReadOnlyList<FeatureColumn> Columns => columns;

    /// <summary>Encodes all rows of a data set with as many columns.</summary>
    public Dataset Encode(Dataset raw)
    {
        int[]?[] map = [.. columns.Select((column, c) => column.Categories is null ? null : Map(raw.Columns[c], column))];
        RowList rows = new(raw.Name, Features);
        float[] cells = new float[raw.Features], encoded = new float[Features];
        for (int r = 0; r < raw.Rows; r++)
        {
            raw.CopyRow(r, cells);
            Encode(cells, map, encoded);
            rows.AddRow(encoded);
        }

        return rows.Take(raw.Name, raw.Labels.ToArray(), raw.ClassNames)
            .Described(FeatureColumn.UnnamedList(Features), raw.Label, raw.Notes);
    }

    /// <summary>Encodes one row whose categories are positions in <see cref="Columns"/>.</summary>
    /// <exception cref="InputException">There is no such category.</exception>
    public float[] Encode(ReadOnlySpan<float> cells)
    {
        var encoded = new float[Features];
        for (int c = 0; c < cells.Length; c++)
        {
            if (counts[c] is not Numbers and var count && !float.IsNaN(cells[c]) && !(cells[c] >= 0 && cells[c] < count))
                throw new InputException($"{FeatureColumn.Called(columns, c)} has no category {cells[c]}: there are {count}, from 0.");
        }

        int[]?[] same = [.. counts.Select(count => count == Numbers ? null : Enumerable.Range(0, count).ToArray())];
        Encode(cells, same, encoded);
        return encoded;
    }

    /// <summary>The cells of a data set whose category is not known, by column and category.</summary>
    public IReadOnlyList<(FeatureColumn Column, string Category, int Cells)> UnknownIn(Dataset raw)
    {
        List<(FeatureColumn, string, int)> unknown = [];
        var cells = new float[raw.Features];
        int[]?[] map = [.. columns.Select((column, c) => column.Categories is null ? null : Map(raw.Columns[c], column))];
        var found = map.Select(one => new int[one?.Length ?? 0]).ToArray();
        for (int r = 0; r < raw.Rows; r++)
        {
            raw.CopyRow(r, cells);
            for (int c = 0; c < cells.Length; c++)
                if (map[c] is { } known && !float.IsNaN(cells[c]) && known[(int)cells[c]] == Unknown) found[c][(int)cells[c]]++;
        }

        for (int c = 0; c < found.Length; c++)
            for (int k = 0; k < found[c].Length; k++)
                if (found[c][k] > 0) unknown.Add((columns[c], raw.Columns[c].Categories![k], found[c][k]));
        return unknown;
    }

    private void Encode(ReadOnlySpan<float> cells, int[]?[] map, Span<float> encoded)
    {
        encoded.Clear();
        for (int c = 0; c < cells.Length; c++)
        {
            if (map[c] is not { } known)
            {
                encoded[first[c]] = cells[c];
                continue;
            }

            int category = float.IsNaN(cells[c]) ? Modes[c] : known[(int)cells[c]];
            if (category != Unknown && first[c] + category < first[c + 1]) encoded[first[c] + category] = 1;
        }
    }

    // From the data's own numbers of categories to those that are known.
    private static int[] Map(FeatureColumn raw, FeatureColumn fitted)
    {
        if (raw.Categories is not { } texts)
            throw new InputException(
                $"the column {CellText.Quote(fitted.Name ?? "without name")} holds numbers; the model expects categories there.");
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        for (int k = 0; k < fitted.Categories!.Count; k++) known[fitted.Categories[k]] = k;
        return [.. texts.Select(text => known.GetValueOrDefault(text, Unknown))];
    }
}
