namespace Ctre.Data;

/// <summary>
/// Collects rows, in compressed form as long as at most a tenth of their values is not zero: a large table of counts is never stored
/// densely, and of another one only the first rows are moved once.
/// </summary>
/// <param name="file">Named when it holds too much.</param>
/// <param name="features">Values of a row.</param>
/// <param name="budget">What their memory is taken from; null for no limit.</param>
internal sealed class RowList(string file, int features, MemoryBudget? budget = null)
{
    private const int RowsBeforeJudging = 16;

    // Where each compressed row ends.
    private readonly BlockList<int> ends = new(budget);
    private readonly BlockList<int> columns = new(budget);
    private readonly BlockList<float> values = new(budget);
    private DenseRows? dense;
    private float[] row = [];
    private int column;

    /// <summary>Number of whole rows.</summary>
    public int Rows => dense?.Count ?? (int)ends.Count;

    /// <summary>Adds one value to the row that is being filled.</summary>
    public void Add(float value)
    {
        if (row.Length == 0)
        {
            budget?.Spend(sizeof(float) * (long)features);
            row = new float[features];
        }

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

        ends.Add((int)values.Count);
        if (ends.Count >= RowsBeforeJudging && !RowStorage.IsMostlyZeros(values.Count, ends.Count, features)) StoreDense();
        else if (values.Count > Array.MaxLength - features)
            throw new InputException($"{file} holds more than {Array.MaxLength} values that are not zero.");
    }

    /// <summary>The rows as a data set without labels, or with those given.</summary>
    public Dataset Take(string name, int[] labels, IReadOnlyList<string> classNames)
    {
        if (dense is null && !RowStorage.StaysCompressed(values.Count, ends.Count, features)) StoreDense();
        if (dense is not null) return new Dataset(name, dense, labels, classNames);
        int[] offsets = [0, .. ends.Take()];
        return new Dataset(name, new SparseRows(features, offsets, columns.Take(), values.Take()), labels, classNames);
    }

    private void StoreDense()
    {
        dense = new DenseRows(features, budget);
        for (int r = 0, i = 0; r < ends.Count; r++)
        {
            Span<float> cells = dense.AddRow();
            for (; i < ends[r]; i++) cells[columns[i]] = values[i];
        }

        ends.Clear();
        columns.Clear();
        values.Clear();
    }
}
