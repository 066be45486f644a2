namespace Ctre.Data;

/// <summary>Some rows of a data set, by index: the training part, the validation part, the test part.</summary>
public sealed class DataSlice
{
    private readonly int[] rows;

    /// <summary>Creates a slice over an existing index array; it is not copied and must not change afterwards.</summary>
    /// <param name="data">The data set that the rows belong to.</param>
    /// <param name="rows">Row numbers of <paramref name="data"/>, each in [0, rows).</param>
    public DataSlice(Dataset data, int[] rows)
    {
        foreach (int row in rows) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)data.Rows, nameof(rows));
        Data = data;
        this.rows = rows;
    }

    /// <summary>All rows of a data set, in order.</summary>
    /// <param name="data">The data set.</param>
    public static DataSlice All(Dataset data) => new(data, [.. Enumerable.Range(0, data.Rows)]);

    /// <summary>The data set that the rows belong to.</summary>
    public Dataset Data { get; }

    /// <summary>The row numbers, in the order of the slice.</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>The row numbers as memory that may be kept.</summary>
    internal ReadOnlyMemory<int> Memory => rows;

    /// <summary>Number of rows in the slice.</summary>
    public int Count => rows.Length;
}
