namespace Ctre.Sparse;

/// <summary>Sets of positions, as rising arrays.</summary>
internal static class Positions
{
    /// <summary>The positions of two sets that share none, rising.</summary>
    public static long[] Union(ReadOnlySpan<long> one, ReadOnlySpan<long> other)
    {
        var union = new long[one.Length + other.Length];
        int i = 0, j = 0;
        for (int next = 0; next < union.Length; next++)
            union[next] = j == other.Length || (i < one.Length && one[i] < other[j]) ? one[i++] : other[j++];
        return union;
    }

    /// <summary>A copy, rising.</summary>
    public static long[] Sorted(ReadOnlySpan<long> positions)
    {
        long[] sorted = positions.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
