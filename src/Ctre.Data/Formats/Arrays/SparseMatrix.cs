using Ctre.Data.Formats.Text;

namespace Ctre.Data.Formats.Arrays;

/// <summary>A matrix of mostly zeros as files hold it, by rows (CSR) or by columns (CSC). Nothing in it is trusted.</summary>
/// <param name="Place">File and array, for messages.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="ByColumns">Whether it is stored by columns.</param>
internal sealed record SparseMatrix(string Place, long Rows, long Columns, bool ByColumns)
{
    // Rows without any value are plausible up to a point; beyond it the number of rows is only a claim.
    private const long PlausibleRows = 1 << 20, RowsPerValue = 16;

    /// <summary>Where each row (by columns: each column) begins among the values; one more at the end.</summary>
    public required int[] Offsets { get; init; }

    /// <summary>The column (by columns: the row) of each value.</summary>
    public required int[] Indices { get; init; }

    /// <summary>The values; further ones after the last offset don't count.</summary>
    public required float[] Values { get; init; }

    /// <summary>What memory is taken from; null for no limit.</summary>
    public MemoryBudget? Budget { get; init; }

    /// <summary>The rows as a data set without labels, compressed if they are mostly zeros.</summary>
    /// <param name="name">What to call it.</param>
    /// <exception cref="InputException">The arrays don't describe a matrix, or a value is infinite.</exception>
    public Dataset ToDataset(string name)
    {
        if (Rows < 1 || Columns < 1 || Rows >= Array.MaxLength || Columns > LibSvmRows.MostFeatures)
            throw new InputException(
                $"{Place} has {Rows} rows and {Columns} columns; 1 to {Array.MaxLength} rows and 1 to {LibSvmRows.MostFeatures} columns "
                + "are allowed.");
        int used = CheckOffsets();
        CheckIndices(used);
        (int[] offsets, int[] columns, float[] values) = ByColumns
            ? Transposed(used)
            : (Offsets, First(Indices, used), First(Values, used));
        SortRows(offsets, columns, values);
        CheckValues(offsets, columns, values);
        return RowStorage.Choose(name, new SparseRows((int)Columns, offsets, columns, values), [], [], Budget);
    }

    private static T[] First<T>(T[] values, int count) => count == values.Length ? values : values[..count];

    private int CheckOffsets()
    {
        long lines = ByColumns ? Columns : Rows;
        if (Offsets.Length != lines + 1)
            throw new InputException(
                $"{Place} has {Offsets.Length} offsets for {lines} {(ByColumns ? "columns" : "rows")}, expected one more than these.");
        int stored = Math.Min(Indices.Length, Values.Length), previous = 0;
        for (int line = 0; line < Offsets.Length; line++)
        {
            int offset = Offsets[line];
            if (offset < previous || offset > stored || (line == 0 && offset != 0))
                throw new InputException(
                    $"{Place}: the offset of {(ByColumns ? "column" : "row")} {line + 1} is {offset}; offsets begin with 0, rise, "
                    + $"and end with {stored}.");
            previous = offset;
        }

        if (ByColumns && Rows > PlausibleRows + (RowsPerValue * previous))
            throw new InputException($"{Place} announces {Rows} rows for {previous} values; that is taken for damage.");
        return previous;
    }

    private void CheckIndices(int used)
    {
        long most = ByColumns ? Rows : Columns;
        for (int i = 0; i < used; i++)
        {
            if ((uint)Indices[i] < (ulong)most) continue;
            throw new InputException(
                $"{Place}: value {i + 1} is in {(ByColumns ? "row" : "column")} {Indices[i]} (from 0); there are {most}.");
        }
    }

    // Counts the values of each row, and then puts them there, column after column.
    private (int[] Offsets, int[] Columns, float[] Values) Transposed(int used)
    {
        Budget?.Spend((2 * sizeof(int) * (Rows + 1)) + ((sizeof(int) + sizeof(float)) * (long)used));
        var offsets = new int[Rows + 1];
        foreach (int row in Indices.AsSpan(0, used)) offsets[row + 1]++;
        for (int row = 0; row < Rows; row++) offsets[row + 1] += offsets[row];
        int[] next = [.. offsets], columns = new int[used];
        var values = new float[used];
        for (int column = 0; column < Columns; column++)
        {
            for (int i = Offsets[column]; i < Offsets[column + 1]; i++)
            {
                int to = next[Indices[i]]++;
                (columns[to], values[to]) = (column, Values[i]);
            }
        }

        return (offsets, columns, values);
    }

    // SciPy may store the columns of a row in any order.
    private void SortRows(int[] offsets, int[] columns, float[] values)
    {
        for (int row = 0; row < Rows; row++)
        {
            (int start, int end) = (offsets[row], offsets[row + 1]);
            bool rises = true;
            for (int i = start + 1; i < end; i++) rises &= columns[i - 1] < columns[i];
            if (rises) continue;
            Array.Sort(columns, values, start, end - start);
            for (int i = start + 1; i < end; i++)
                if (columns[i - 1] == columns[i])
                    throw new InputException(
                        $"{Place}, row {row + 1}: column {columns[i] + 1} has two values; call X.sum_duplicates() and save again.");
        }
    }

    private void CheckValues(int[] offsets, int[] columns, float[] values)
    {
        int found = Array.FindIndex(values, float.IsInfinity);
        if (found < 0) return;
        int row = Array.FindLastIndex(offsets, offset => offset <= found) + 1;
        throw new InputException(
            $"{Place}, row {row}, column {columns[found] + 1}: the value is infinite or beyond 3.4e38, positive or negative; "
            + "every feature needs a finite number.");
    }
}
