using Ctre.Data;

namespace Ctre.Analysis;

/// <summary>How often the most frequent value of each feature occurs.</summary>
internal static class FeatureModes
{
    private const int MostRows = 4096;

    /// <summary>
    /// The share of the most frequent value, in [0, 1], over all rows or 4,096 evenly spaced ones; 0 where no value is in more than half of
    /// them. A missing value counts as a value.
    /// </summary>
    /// <param name="slice">The rows, at least one.</param>
    public static double[] Shares(DataSlice slice)
    {
        // Boyer and Moore's vote: a value that more than half of the rows have is the candidate that is left, and is counted then.
        int features = slice.Data.Features, rows = Math.Min(slice.Count, MostRows);
        var candidates = new float[features];
        var votes = new int[features];
        for (int i = 0; i < rows; i++)
        {
            foreach ((int f, float value) in slice.Data.StoredValues(RowOf(i)))
            {
                if (votes[f] == 0) (candidates[f], votes[f]) = (value, 1);
                else votes[f] += candidates[f].Equals(value) ? 1 : -1;
            }
        }

        int[] counts = new int[features], zeros = [.. Enumerable.Repeat(rows, features)];
        for (int i = 0; i < rows; i++)
        {
            foreach ((int f, float value) in slice.Data.StoredValues(RowOf(i)))
            {
                zeros[f]--;
                if (candidates[f].Equals(value)) counts[f]++;
            }
        }

        // What a compressed row does not store is 0.
        return [.. counts.Zip(zeros, Math.Max).Select(count => 2 * count > rows ? (double)count / rows : 0)];

        int RowOf(int i) => slice.Rows[(int)((long)i * slice.Count / rows)];
    }
}
