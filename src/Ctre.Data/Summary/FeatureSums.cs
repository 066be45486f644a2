namespace Ctre.Data.Summary;

/// <summary>Collects the statistics of every feature in one pass over the rows.</summary>
internal sealed class FeatureSums
{
    private readonly float[] minimum, maximum, origin;
    private readonly double[] sum, squares;
    private readonly int[] seen, missing, zeros;
    private readonly bool[] isBroken;

    private FeatureSums(int features)
    {
        (minimum, maximum, origin) = (new float[features], new float[features], new float[features]);
        (sum, squares) = (new double[features], new double[features]);
        (seen, missing, zeros) = (new int[features], new int[features], new int[features]);
        isBroken = new bool[features];
        Array.Fill(minimum, float.PositiveInfinity);
        Array.Fill(maximum, float.NegativeInfinity);
    }

    /// <summary>The statistics of all features over all rows.</summary>
    public static FeatureStatistics[] Of(Dataset data)
    {
        FeatureSums sums = new(data.Features);
        if (data.Sparse is { } sparse) sums.AddRows(sparse);
        else sums.AddRows(data);
        return [.. Enumerable.Range(0, data.Features).Select(f => sums.Result(f, data.Columns[f]))];
    }

    private void AddRows(Dataset data)
    {
        // Sums of differences from the first row: those of large values that differ little don't cancel.
        if (data.Rows > 0) data.Row(0).CopyTo(origin);
        foreach (ref float value in origin.AsSpan())
            if (float.IsNaN(value)) value = 0;
        for (int row = 0; row < data.Rows; row++)
        {
            ReadOnlySpan<float> values = data.Row(row);
            for (int f = 0; f < values.Length; f++) Add(f, values[f]);
        }
    }

    /// <summary>Adds what is stored, then all zeros that are not, at once.</summary>
    private void AddRows(SparseRows rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<int> columns = rows.Columns(row);
            ReadOnlySpan<float> values = rows.Values(row);
            for (int i = 0; i < columns.Length; i++) Add(columns[i], values[i]);
        }

        for (int f = 0; f < seen.Length; f++)
        {
            int absent = rows.Count - seen[f] - missing[f];
            if (absent == 0) continue;
            (minimum[f], maximum[f]) = (Math.Min(minimum[f], 0), Math.Max(maximum[f], 0));
            seen[f] += absent;
            zeros[f] += absent;
        }
    }

    private void Add(int f, float value)
    {
        if (float.IsNaN(value))
        {
            missing[f]++;
            return;
        }

        seen[f]++;
        if (value < minimum[f]) minimum[f] = value;
        if (value > maximum[f]) maximum[f] = value;
        double difference = (double)value - origin[f];
        sum[f] += difference;
        squares[f] += difference * difference;
        if (value == 0) zeros[f]++;
        else if (value != MathF.Truncate(value)) isBroken[f] = true;
    }

    private FeatureStatistics Result(int f, FeatureColumn column)
    {
        if (seen[f] == 0)
            return new FeatureStatistics(f, column, float.NaN, float.NaN, double.NaN, double.NaN, missing[f], Zeros: 0, IsWhole: false);
        double shift = sum[f] / seen[f], variance = Math.Max(0, (squares[f] / seen[f]) - (shift * shift));
        return new FeatureStatistics(
            f, column, minimum[f], maximum[f], origin[f] + shift, Math.Sqrt(variance), missing[f], zeros[f], !isBroken[f]);
    }
}
