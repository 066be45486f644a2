namespace Ctre.Kernels;

/// <summary>Divides work among workers in contiguous, disjoint ranges. No result depends on how the work is divided.</summary>
internal static class Partition
{
    /// <summary>The share of <paramref name="worker"/> when items cost the same.</summary>
    public static (int Begin, int End) Even(int items, int worker, int workers) =>
        ((int)((long)items * worker / workers), (int)((long)items * (worker + 1) / workers));

    /// <summary>
    /// The share of <paramref name="worker"/> among rows whose cost is their number of connections plus a constant
    /// for the row's own loads, stores and activation.
    /// </summary>
    /// <param name="offsets">Where each row's connections begin, <c>[rows + 1]</c>.</param>
    /// <param name="worker">The worker, from 0.</param>
    /// <param name="workers">Number of workers.</param>
    public static (int Begin, int End) Balanced(ReadOnlySpan<int> offsets, int worker, int workers) =>
        (Cut(offsets, worker, workers), Cut(offsets, worker + 1, workers));

    private static int Cut(ReadOnlySpan<int> offsets, int part, int parts)
    {
        const int rowCost = 3;
        int rows = offsets.Length - 1;
        long target = (offsets[rows] + (long)rowCost * rows) * part / parts;
        int low = 0, high = rows;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (offsets[middle] + (long)rowCost * middle < target) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
