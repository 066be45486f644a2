namespace Ctre.Data;

/// <summary>Takes some rows of each class, in proportion to the classes.</summary>
internal static class Stratification
{
    /// <summary>
    /// Takes exactly <paramref name="count"/> of the rows, seeded, as near to each class's share as possible; every class that has a row
    /// keeps one. Null when there are too few rows for that. Both parts are in ascending order.
    /// </summary>
    public static (int[] Taken, int[] Kept)? Take(Dataset data, ReadOnlySpan<int> rows, int count, long seed, long stage)
    {
        var byClass = new List<int>[data.Classes];
        for (int c = 0; c < byClass.Length; c++) byClass[c] = [];
        foreach (int row in rows) byClass[data.Labels[row]].Add(row);

        int[]? quotas = Quotas([.. byClass.Select(members => members.Count)], count);
        if (quotas is null) return null;

        List<int> taken = new(count), kept = new(rows.Length - count);
        for (int c = 0; c < byClass.Length; c++)
        {
            int[] members = [.. byClass[c]];
            Rng.For(seed, RandomPurpose.Split, stage, c).Shuffle<int>(members);
            taken.AddRange(members.AsSpan(0, quotas[c]));
            kept.AddRange(members.AsSpan(quotas[c]));
        }

        taken.Sort();
        kept.Sort();
        return ([.. taken], [.. kept]);
    }

    // Largest remainders, in integers: floor(count · size / total) each, then one more to the classes with the largest
    // remainder (ties: the lower class) that still keep a row. Null when the rows that may go are fewer than count.
    internal static int[]? Quotas(int[] sizes, int count)
    {
        long total = sizes.Sum(size => (long)size);
        if (count > sizes.Sum(size => Math.Max(0L, size - 1))) return null;
        var quotas = new int[sizes.Length];
        for (int c = 0; c < sizes.Length; c++)
            quotas[c] = Math.Min((int)((long)count * sizes[c] / total), Math.Max(0, sizes[c] - 1));

        int[] order = [.. Enumerable.Range(0, sizes.Length).OrderByDescending(c => (long)count * sizes[c] % total)];
        int missing = count - quotas.Sum();
        while (missing > 0)
        {
            foreach (int c in order)
            {
                if (missing == 0) break;
                if (quotas[c] >= sizes[c] - 1) continue;
                quotas[c]++;
                missing--;
            }
        }

        return quotas;
    }
}
