namespace Ctre.Data;

/// <summary>Medians of the features over some rows; missing values don't count.</summary>
internal static class Median
{
    private const int Together = 16;

    /// <summary>The median of each feature <c>[features]</c>; 0 for one that has no values at all.</summary>
    /// <param name="slice">The rows.</param>
    public static float[] OfFeatures(DataSlice slice) =>
        slice.Data.Sparse is null ? OfDense(slice.Data, slice.Rows) : OfSparse(slice.Data, slice.Rows);

    /// <summary>The median of some numbers, which are put into another order: of an even count the mean of the two in the middle.</summary>
    public static float Of(Span<float> values)
    {
        if (values.IsEmpty) return 0;
        int upper = values.Length / 2;
        float high = Select(values, upper);
        if (values.Length % 2 == 1) return high;
        float low = values[0];
        foreach (float value in values[1..upper]) low = Math.Max(low, value);
        return (float)(((double)low + high) / 2);
    }

    // A few features at a time are taken out of the rows: one line of memory holds as many.
    private static float[] OfDense(Dataset data, ReadOnlySpan<int> rows)
    {
        var medians = new float[data.Features];
        var columns = new float[Together][];
        for (int i = 0; i < Together; i++) columns[i] = new float[rows.Length];
        Span<int> counts = stackalloc int[Together];
        for (int first = 0; first < medians.Length; first += Together)
        {
            int width = Math.Min(Together, medians.Length - first);
            counts.Clear();
            foreach (int row in rows)
            {
                ReadOnlySpan<float> values = data.Row(row).Slice(first, width);
                for (int i = 0; i < values.Length; i++)
                    if (!float.IsNaN(values[i])) columns[i][counts[i]++] = values[i];
            }

            for (int i = 0; i < width; i++) medians[first + i] = Of(columns[i].AsSpan(0, counts[i]));
        }

        return medians;
    }

    // Zeros that are not stored are values, too: where they are more than half, the median is 0.
    private static float[] OfSparse(Dataset data, ReadOnlySpan<int> rows)
    {
        var stored = new int[data.Features];
        foreach (int row in rows)
            foreach ((int feature, _) in data.StoredValues(row)) stored[feature]++;
        var medians = new float[data.Features];
        var often = new Dictionary<int, List<float>>();
        for (int f = 0; f < stored.Length; f++)
            if (2L * stored[f] >= rows.Length) often[f] = [];
        foreach (int row in often.Count == 0 ? [] : rows)
        {
            foreach ((int feature, float value) in data.StoredValues(row))
                if (!float.IsNaN(value) && often.TryGetValue(feature, out List<float>? list)) list.Add(value);
        }

        foreach ((int f, List<float> list) in often)
            medians[f] = Of([.. list, .. Enumerable.Repeat(0f, rows.Length - stored[f])]);
        return medians;
    }

    /// <summary>
    /// The number that would have a position if all were sorted; all before it are then not larger, none behind it is smaller.
    /// </summary>
    private static float Select(Span<float> values, int place)
    {
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            float pivot = MiddleOf(values[low], values[(low + high) >>> 1], values[high]);
            // Three parts, smaller, equal and larger: equal numbers, which are frequent in counts and bytes, need no further pass.
            int smaller = low, larger = high;
            for (int i = low; i <= larger;)
            {
                float value = values[i];
                if (value < pivot)
                {
                    values[i++] = values[smaller];
                    values[smaller++] = value;
                }
                else if (value > pivot)
                {
                    values[i] = values[larger];
                    values[larger--] = value;
                }
                else
                {
                    i++;
                }
            }

            if (place < smaller) high = smaller - 1;
            else if (place > larger) low = larger + 1;
            else break;
        }

        return values[place];
    }

    private static float MiddleOf(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
