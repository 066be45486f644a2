namespace Ctre.Data;

/// <summary>Minimum, maximum, mean and population standard deviation of each feature over some rows.</summary>
internal sealed class FeatureSummary
{
    private FeatureSummary(int features)
    {
        Minimum = new float[features];
        Maximum = new float[features];
        Mean = new double[features];
        Deviation = new double[features];
        Array.Fill(Minimum, float.PositiveInfinity);
        Array.Fill(Maximum, float.NegativeInfinity);
    }

    public float[] Minimum { get; }

    public float[] Maximum { get; }

    public double[] Mean { get; }

    /// <summary>All 0 unless asked for.</summary>
    public double[] Deviation { get; }

    // Sums in double: squares of the largest floats (1e77) are far from its range, and two passes don't cancel.
    /// <param name="slice">The rows.</param>
    /// <param name="median">What stands for a missing value <c>[features]</c>.</param>
    /// <param name="deviations">Whether deviations are wanted.</param>
    public static FeatureSummary Of(DataSlice slice, float[] median, bool deviations)
    {
        FeatureSummary summary = new(slice.Data.Features);
        if (slice.Data.Sparse is { } sparse)
        {
            summary.AddSparse(sparse, slice, median, deviations);
            return summary;
        }

        foreach (int row in slice.Rows) summary.AddValues(slice.Data.Row(row), median);
        Divide(summary.Mean, slice.Count);
        if (!deviations) return summary;
        foreach (int row in slice.Rows) summary.AddSquares(slice.Data.Row(row), median);
        Divide(summary.Deviation, slice.Count);
        for (int i = 0; i < summary.Deviation.Length; i++) summary.Deviation[i] = Math.Sqrt(summary.Deviation[i]);
        return summary;
    }

    /// <summary>Zeros count as values, too: a feature that a row does not name is 0 there.</summary>
    private void AddSparse(SparseRows sparse, DataSlice slice, float[] median, bool deviations)
    {
        var named = new int[Mean.Length];
        foreach (int row in slice.Rows)
        {
            ReadOnlySpan<int> columns = sparse.Columns(row);
            ReadOnlySpan<float> values = sparse.Values(row);
            for (int i = 0; i < columns.Length; i++)
            {
                float value = float.IsNaN(values[i]) ? median[columns[i]] : values[i];
                named[columns[i]]++;
                Minimum[columns[i]] = Math.Min(Minimum[columns[i]], value);
                Maximum[columns[i]] = Math.Max(Maximum[columns[i]], value);
                Mean[columns[i]] += value;
                if (deviations) Deviation[columns[i]] += (double)value * value;
            }
        }

        for (int f = 0; f < named.Length; f++)
        {
            if (named[f] < slice.Count) (Minimum[f], Maximum[f]) = (Math.Min(Minimum[f], 0), Math.Max(Maximum[f], 0));
            Mean[f] /= slice.Count;
            Deviation[f] = Math.Sqrt(Math.Max(0, (Deviation[f] / slice.Count) - (Mean[f] * Mean[f])));
        }
    }

    private void AddValues(ReadOnlySpan<float> row, float[] median)
    {
        for (int i = 0; i < row.Length; i++)
        {
            float value = float.IsNaN(row[i]) ? median[i] : row[i];
            Minimum[i] = Math.Min(Minimum[i], value);
            Maximum[i] = Math.Max(Maximum[i], value);
            Mean[i] += value;
        }
    }

    private void AddSquares(ReadOnlySpan<float> row, float[] median)
    {
        for (int i = 0; i < row.Length; i++)
        {
            double difference = (float.IsNaN(row[i]) ? median[i] : row[i]) - Mean[i];
            Deviation[i] += difference * difference;
        }
    }

    private static void Divide(double[] sums, int count)
    {
        for (int i = 0; i < sums.Length; i++) sums[i] /= count;
    }
}
