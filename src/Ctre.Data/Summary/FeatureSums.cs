namespace Ctre.Data.Summary;

/// <summary>Collects the statistics of every feature in one pass over the rows.</summary>
internal sealed class FeatureSums
{
    private readonly double[] origin;
    private readonly FeatureMoments[] moments;
    private readonly int[] missing, zeros;
    private readonly bool[] isBroken;

    private FeatureSums(int features, double[] origin)
    {
        this.origin = origin;
        moments = FeatureMoments.Of(features, origin);
        (missing, zeros, isBroken) = (new int[features], new int[features], new bool[features]);
    }

    /// <summary>The statistics of all features over all rows.</summary>
    public static FeatureStatistics[] Of(Dataset data)
    {
        FeatureSums sums = new(data.Features, Origin(data));
        for (int row = 0; row < data.Rows; row++)
            foreach ((int feature, float value) in data.StoredValues(row)) sums.Add(feature, value);
        return [.. Enumerable.Range(0, data.Features).Select(f => sums.Result(f, data.Columns[f], data.Rows))];
    }

    // Sums of differences from the first row: those of large values that differ little don't cancel. Zeros that are not stored require the
    // origin 0.
    private static double[] Origin(Dataset data)
    {
        var origin = new double[data.Features];
        if (data.Sparse is not null || data.Rows == 0) return origin;
        foreach ((int feature, float value) in data.StoredValues(0)) origin[feature] = float.IsNaN(value) ? 0 : value;
        return origin;
    }

    private void Add(int f, float value)
    {
        if (float.IsNaN(value))
        {
            missing[f]++;
            return;
        }

        moments[f].Add(value);
        if (value == 0) zeros[f]++;
        else if (value != MathF.Truncate(value)) isBroken[f] = true;
    }

    private FeatureStatistics Result(int f, FeatureColumn column, int rows)
    {
        zeros[f] += moments[f].AddZeros(rows - missing[f]);
        FeatureMoments sums = moments[f];
        if (sums.Count == 0)
            return new FeatureStatistics(f, column, float.NaN, float.NaN, double.NaN, double.NaN, missing[f], Zeros: 0, IsWhole: false);
        double shift = sums.Sum / sums.Count, variance = Math.Max(0, (sums.Squares / sums.Count) - (shift * shift));
        return new FeatureStatistics(
            f, column, sums.Minimum, sums.Maximum, origin[f] + shift, Math.Sqrt(variance), missing[f], zeros[f], !isBroken[f]);
    }
}
