namespace Ctre.Sparse;

/// <summary>Uniform random draws of positions without a connection, exact and without an outputs × inputs array.</summary>
internal static class AbsentPositions
{
    /// <summary>
    /// Draws <paramref name="count"/> distinct positions of [0, <paramref name="places"/>) outside <paramref name="occupied"/>,
    /// each set of positions equally likely. Draws ranks among the absent positions and shifts each past the occupied ones before it.
    /// </summary>
    /// <param name="random">The stream to draw from.</param>
    /// <param name="places">Number of positions, outputs × inputs.</param>
    /// <param name="occupied">Positions that may not be drawn, strictly rising.</param>
    /// <param name="count">How many to draw, at most <paramref name="places"/> less the occupied ones.</param>
    /// <returns>The positions drawn, strictly rising.</returns>
    public static long[] Sample(Rng random, long places, ReadOnlySpan<long> occupied, int count)
    {
        long[] drawn = Distinct(random, places - occupied.Length, count);
        int before = 0;
        for (int i = 0; i < drawn.Length; i++)
        {
            while (before < occupied.Length && occupied[before] <= drawn[i] + before) before++;
            drawn[i] += before;
        }

        return drawn;
    }

    /// <summary>Draws distinct numbers of [0, bound), rising: draws, sorts, merges without repeats, draws what is still missing.</summary>
    private static long[] Distinct(Rng random, long bound, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, bound);
        if (count > bound / 2) return Complement(Distinct(random, bound, (int)(bound - count)), bound);

        long[] drawn = new long[count], merged = new long[count];
        int have = 0;
        while (have < count)
        {
            for (int i = have; i < count; i++) drawn[i] = random.Below(bound);
            drawn.AsSpan(have).Sort();
            int kept = 0;
            for (int old = 0, added = have; old < have || added < count;)
            {
                long next = added == count || (old < have && drawn[old] < drawn[added]) ? drawn[old++] : drawn[added++];
                if (kept == 0 || merged[kept - 1] != next) merged[kept++] = next;
            }

            (drawn, merged, have) = (merged, drawn, kept);
        }

        return drawn;
    }

    private static long[] Complement(long[] left, long bound)
    {
        var rest = new long[bound - left.Length];
        int skip = 0, next = 0;
        for (long i = 0; i < bound; i++)
        {
            if (skip < left.Length && left[skip] == i) skip++;
            else rest[next++] = i;
        }

        return rest;
    }
}
