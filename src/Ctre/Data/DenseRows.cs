namespace Ctre.Data;

/// <summary>
/// Rows of numbers stored densely, in blocks of some megabytes that never move: rows are added without copying those that are there, so
/// memory is that of the data, and there may be more values than one array can hold.
/// </summary>
internal sealed class DenseRows
{
    private const int LargestBlock = 1 << 20, FirstBlock = 1 << 10;

    private readonly List<float[]> blocks = [];
    private readonly MemoryBudget? budget;
    private readonly int shift, mask, first;
    private int used;

    /// <summary>Starts without rows.</summary>
    /// <param name="features">Values of a row, 1 or more.</param>
    /// <param name="budget">What their memory is taken from; null for no limit.</param>
    public DenseRows(int features, MemoryBudget? budget = null)
    {
        Features = features;
        this.budget = budget;
        shift = int.Log2(Math.Max(1, LargestBlock / features));
        mask = (1 << shift) - 1;
    }

    /// <summary>Whole rows over an existing array, which is not copied.</summary>
    public DenseRows(int features, float[] values)
    {
        Features = features;
        Count = values.Length / features;
        (shift, mask) = (31, int.MaxValue);
        blocks.Add(values);
    }

    private DenseRows(DenseRows whole, int first, int count)
    {
        (Features, shift, mask, blocks) = (whole.Features, whole.shift, whole.mask, whole.blocks);
        (this.first, Count) = (whole.first + first, count);
    }

    public int Features { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The values <c>[features]</c> of one row.</summary>
    public ReadOnlySpan<float> Row(int row) => blocks[(first + row) >> shift].AsSpan(checked(((first + row) & mask) * Features), Features);

    /// <summary>Some rows, one after the other, which are not copied; none are added to them.</summary>
    public DenseRows Part(int from, int count) => new(this, from, count);

    /// <summary>Adds a row; the caller fills it, <c>[features]</c>, before it adds the next.</summary>
    public Span<float> AddRow()
    {
        int block = Count >> shift;
        if (block == blocks.Count)
        {
            // Only the first block grows: a small table takes a small block.
            blocks.Add(Allocate(block > 0 ? Features << shift : Math.Min(Math.Max(FirstBlock, Features), Features << shift)));
            used = 0;
        }
        else if (used + Features > blocks[block].Length)
        {
            float[] larger = Allocate((int)Math.Min(2L * blocks[block].Length + Features, (long)Features << shift));
            blocks[block].CopyTo(larger, 0);
            budget?.Release(sizeof(float) * (long)blocks[block].Length);
            blocks[block] = larger;
        }

        Count = checked(Count + 1);
        used += Features;
        return blocks[block].AsSpan(used - Features, Features);
    }

    private float[] Allocate(int length)
    {
        budget?.Spend(sizeof(float) * (long)length);
        return new float[length];
    }
}
