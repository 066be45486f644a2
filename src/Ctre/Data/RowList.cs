namespace Ctre.Data;

/// <summary>
/// Collects values row by row, in compressed form as long as at most a tenth of them is not zero: a large table of counts is never
/// laid out in full, and of another one only the first rows are moved once.
/// </summary>
/// <param name="file">Named when it holds too much.</param>
/// <param name="features">Values of a row.</param>
internal sealed class RowList(string file, int features)
{
    private const int ZerosPerValue = 10, SmallestSparse = 1 << 16, RowsBeforeJudging = 16;

    private readonly List<int> offsets = [0];
    private readonly List<int> columns = [];
    private readonly List<float> values = [];
    private ValueList? dense;
    private int column;

    public void Add(float value)
    {
        if (dense is not null)
        {
            dense.Add(value);
            return;
        }

        if (value != 0)
        {
            columns.Add(column);
            values.Add(value);
        }

        if (++column < features) return;
        column = 0;
        offsets.Add(values.Count);
        if (offsets.Count > RowsBeforeJudging && !IsSparse) LayOut();
    }

    /// <summary>The rows as a data set without labels, or with those given.</summary>
    public Dataset Take(string name, int[] labels, IReadOnlyList<string> classNames)
    {
        if (dense is null && (!IsSparse || (long)features * (offsets.Count - 1) < SmallestSparse)) LayOut();
        return dense is null
            ? new Dataset(name, new SparseRows(features, [.. offsets], [.. columns], [.. values]), labels, classNames)
            : new Dataset(name, features, dense.Take(), labels, classNames);
    }

    private bool IsSparse => (long)ZerosPerValue * values.Count <= (long)features * (offsets.Count - 1);

    private void LayOut()
    {
        dense = new ValueList(file);
        for (int row = 0; row + 1 < offsets.Count; row++)
        {
            int next = offsets[row];
            for (int c = 0; c < features; c++)
            {
                bool isHere = next < offsets[row + 1] && columns[next] == c;
                dense.Add(isHere ? values[next++] : 0);
            }
        }

        columns.Clear();
        values.Clear();
    }
}
