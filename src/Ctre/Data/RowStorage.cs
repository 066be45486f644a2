namespace Ctre.Data;

/// <summary>Decides how rows in compressed form are stored.</summary>
internal static class RowStorage
{
    private const int ZerosPerValue = 10, SmallestSparse = 1 << 16;

    /// <summary>Whether at most a tenth of the values is not zero.</summary>
    public static bool IsMostlyZeros(long nonZeros, long rows, long features) => ZerosPerValue * nonZeros <= rows * features;

    /// <summary>Whether rows stay compressed: mostly zeros, and too many values to store them densely at little cost.</summary>
    public static bool StaysCompressed(long nonZeros, long rows, long features) =>
        IsMostlyZeros(nonZeros, rows, features) && rows * features >= SmallestSparse;

    /// <summary>A data set of rows that are compressed where that pays, else stored densely.</summary>
    /// <param name="name">What to call the data set.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">One class index per row, or none.</param>
    /// <param name="classNames">The classes.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    public static Dataset Choose(
        string name, SparseRows rows, int[] labels, IReadOnlyList<string> classNames, MemoryBudget? budget)
    {
        if (StaysCompressed(rows.NonZeros, rows.Count, rows.Features)) return new Dataset(name, rows, labels, classNames);
        DenseRows dense = new(rows.Features, budget);
        for (int row = 0; row < rows.Count; row++)
        {
            Span<float> cells = dense.AddRow();
            foreach ((int feature, float value) in new RowValues(rows.Columns(row), rows.Values(row))) cells[feature] = value;
        }

        return new Dataset(name, dense, labels, classNames);
    }
}
