namespace Ctre.Data;

/// <summary>
/// Rows of mostly zeros in compressed form: for each row the columns that are not zero, rising, and their values. Memory follows the
/// non-zeros, not rows × features.
/// </summary>
public sealed class SparseRows
{
    private readonly int[] offsets, columns;
    private readonly float[] values;

    /// <summary>Creates rows over existing arrays; they are not copied and must not change afterwards.</summary>
    /// <param name="features">Number of features, 1 or more.</param>
    /// <param name="offsets">Where each row begins, <c>[rows + 1]</c>; first 0, last the number of non-zeros, never falling.</param>
    /// <param name="columns">The feature of each value, strictly rising within a row, each in [0, features).</param>
    /// <param name="values">The values, finite or NaN (missing).</param>
    /// <exception cref="ArgumentException">The arrays don't describe rows.</exception>
    public SparseRows(int features, int[] offsets, int[] columns, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        if (columns.Length != values.Length)
            throw new ArgumentException($"{columns.Length} columns for {values.Length} values.", nameof(columns));
        if (offsets.Length == 0 || offsets[0] != 0 || offsets[^1] != values.Length)
            throw new ArgumentException("Offsets must run from 0 to the number of values.", nameof(offsets));
        for (int row = 0; row + 1 < offsets.Length; row++) CheckRow(row, features, offsets, columns);
        foreach (float value in values)
            if (float.IsInfinity(value)) throw new ArgumentException($"{value} is neither finite nor NaN (missing).", nameof(values));
        Features = features;
        this.offsets = offsets;
        this.columns = columns;
        this.values = values;
    }

    /// <summary>Number of features.</summary>
    public int Features { get; }

    /// <summary>Number of rows.</summary>
    public int Count => offsets.Length - 1;

    /// <summary>Number of values that are stored.</summary>
    public int NonZeros => values.Length;

    /// <summary>The features of one row that are not zero, rising.</summary>
    /// <param name="row">The row, from 0.</param>
    public ReadOnlySpan<int> Columns(int row) => columns.AsSpan(offsets[row]..offsets[row + 1]);

    /// <summary>The values of <see cref="Columns"/>.</summary>
    /// <param name="row">The row, from 0.</param>
    public ReadOnlySpan<float> Values(int row) => values.AsSpan(offsets[row]..offsets[row + 1]);

    private static void CheckRow(int row, int features, int[] offsets, int[] columns)
    {
        if (offsets[row] > offsets[row + 1] || offsets[row + 1] > columns.Length)
            throw new ArgumentException($"The offsets of row {row} fall or pass the end.", nameof(offsets));
        int previous = -1;
        foreach (int column in columns.AsSpan(offsets[row]..offsets[row + 1]))
        {
            if (column <= previous || column >= features)
                throw new ArgumentException($"The columns of row {row} must rise and stay below {features}.", nameof(columns));
            previous = column;
        }
    }
}
