namespace Ctre.Data;

/// <summary>Minimum, maximum, mean and population standard deviation of each feature over some rows.</summary>
/// <param name="Minimum">The smallest values <c>[features]</c>.</param>
/// <param name="Maximum">The largest values <c>[features]</c>.</param>
/// <param name="Mean">The means <c>[features]</c>.</param>
/// <param name="Deviation">The deviations <c>[features]</c>; empty unless asked for.</param>
internal sealed record FeatureSummary(float[] Minimum, float[] Maximum, double[] Mean, double[] Deviation)
{
    /// <summary>Sums up.</summary>
    /// <param name="slice">The rows, at least one.</param>
    /// <param name="median">What stands for a missing value <c>[features]</c>.</param>
    /// <param name="deviations">Whether deviations are wanted.</param>
    public static FeatureSummary Of(DataSlice slice, float[] median, bool deviations)
    {
        FeatureMoments[] sums = Sum(slice, median, origin: null);
        double[] mean = [.. sums.Select(one => one.Sum / slice.Count)];
        return new FeatureSummary(
            [.. sums.Select(one => one.Minimum)], [.. sums.Select(one => one.Maximum)], mean,
            deviations ? Deviations(slice, median, sums, mean) : []);
    }

    // Where zeros are not stored, only sums of squares can be had by what is; else a second pass, in which nothing cancels.
    private static double[] Deviations(DataSlice slice, float[] median, FeatureMoments[] sums, double[] mean)
    {
        if (slice.Data.Sparse is not null)
            return [.. sums.Select((one, f) => Math.Sqrt(Math.Max(0, (one.Squares / slice.Count) - (mean[f] * mean[f]))))];
        return [.. Sum(slice, median, mean).Select(one => Math.Sqrt(one.Squares / slice.Count))];
    }

    private static FeatureMoments[] Sum(DataSlice slice, float[] median, double[]? origin)
    {
        FeatureMoments[] sums = FeatureMoments.Of(median.Length, origin);
        foreach (int row in slice.Rows)
            foreach ((int feature, float value) in slice.Data.StoredValues(row))
                sums[feature].Add(float.IsNaN(value) ? median[feature] : value);
        for (int feature = 0; feature < median.Length; feature++) sums[feature].AddZeros(slice.Count);
        return sums;
    }
}
