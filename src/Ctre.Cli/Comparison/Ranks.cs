namespace Ctre.Cli.Comparison;

/// <summary>Ranks from 1 for the smallest; equal values share the mean of their ranks.</summary>
internal static class Ranks
{
    /// <summary>The rank of each value.</summary>
    public static double[] Of<T>(IReadOnlyList<T> values)
        where T : IComparable<T>
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var ranks = new double[values.Count];
        for (int begin = 0, end = 0; begin < order.Length; begin = end)
        {
            while (end < order.Length && values[order[end]].CompareTo(values[order[begin]]) == 0) end++;
            foreach (int i in order.AsSpan(begin..end)) ranks[i] = (begin + 1 + end) / 2.0;
        }

        return ranks;
    }
}
