namespace Ctre.Data;

/// <summary>
/// Collects rows, in compressed form as long as at most a tenth of their values is not zero: a large table of counts is never stored
/// densely, and of another one only the first rows are moved once.
/// </summary>
/// <param name="file">Named when it holds too much.</param>
/// <param name="features">Values of a row.</param>
internal sealed class RowList(string file, int features)
{
    private const int RowsBeforeJudging = 16;

    private readonly List<int> offsets = [0];
    private readonly List<int> columns = [];
    private readonly List<float> values = [];
    private DenseRows? dense;
    private float[] row = [];
    private int column;

    /// <summary>Number of whole rows.</summary>
    public int Rows => dense?.Count ?? offsets.Count - 1;

    /// <summary>Adds one value to the row that is being filled.</summary>
    public void Add(float value)
    {
        if (row.Length == 0) row = new float[features];
        row[column++] = value;
        if (column < features) return;
        column = 0;
        AddRow(row);
    }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its values <c>[features]</c>.</param>
    public void AddRow(ReadOnlySpan<float> cells)
    {
        if (dense is not null)
        {
            if (dense.Count == Array.MaxLength) throw new InputException($"{file} holds more than {Array.MaxLength} rows.");
            cells.CopyTo(dense.AddRow());
            return;
        }

        for (int c = 0; c < cells.Length; c++)
        {
            if (cells[c] == 0) continue;
            columns.Add(c);
            values.Add(cells[c]);
        }

        offsets.Add(values.Count);
        if (offsets.Count > RowsBeforeJudging && !RowStorage.IsMostlyZeros(values.Count, offsets.Count - 1, features)) StoreDense();
        else if (values.Count > Array.MaxLength - features)
            throw new InputException($"{file} holds more than {Array.MaxLength} values that are not zero.");
    }

    /// <summary>The rows as a data set without labels, or with those given.</summary>
    public Dataset Take(string name, int[] labels, IReadOnlyList<string> classNames)
    {
        if (dense is null && !RowStorage.StaysCompressed(values.Count, offsets.Count - 1, features)) StoreDense();
        return dense is null
            ? new Dataset(name, new SparseRows(features, [.. offsets], [.. columns], [.. values]), labels, classNames)
            : new Dataset(name, dense, labels, classNames);
    }

    private void StoreDense()
    {
        dense = new DenseRows(features);
        for (int r = 0; r + 1 < offsets.Count; r++)
        {
            Span<float> cells = dense.AddRow();
            for (int i = offsets[r]; i < offsets[r + 1]; i++) cells[columns[i]] = values[i];
        }

        columns.Clear();
        values.Clear();
        columns.TrimExcess();
        values.TrimExcess();
    }
}
