using System.Runtime.CompilerServices;

namespace Ctre.Data;

/// <summary>
/// A list that grows block by block, so that nothing is moved or thrown away when it grows, and becomes one array at the end.
/// </summary>
/// <param name="budget">What its memory is taken from; null for no limit.</param>
internal sealed class BlockList<T>(MemoryBudget? budget = null) where T : unmanaged
{
    private const int Shift = 16, BlockLength = 1 << Shift, FirstLength = 16;

    private readonly List<T[]> blocks = [];
    private T[] last = [];
    private int used;

    public long Count => ((long)Math.Max(0, blocks.Count - 1) << Shift) + used;

    public T this[int index]
    {
        get => blocks[index >> Shift][index & (BlockLength - 1)];
        set => blocks[index >> Shift][index & (BlockLength - 1)] = value;
    }

    public void Add(T value)
    {
        if (used == last.Length) Grow();
        last[used++] = value;
    }

    /// <summary>The first values as an array. The list is empty afterwards; each block is free once it is copied.</summary>
    /// <param name="count">How many, at most <see cref="Array.MaxLength"/>.</param>
    public T[] Take(int count)
    {
        budget?.Spend((long)count * Unsafe.SizeOf<T>());
        var all = GC.AllocateUninitializedArray<T>(count);
        for (int b = 0; b < blocks.Count; b++)
        {
            int from = b << Shift, length = Math.Min(blocks[b].Length, count - from);
            if (length > 0) blocks[b].AsSpan(0, length).CopyTo(all.AsSpan(from));
            budget?.Release((long)blocks[b].Length * Unsafe.SizeOf<T>());
            blocks[b] = [];
        }

        Clear();
        return all;
    }

    /// <summary>All values as an array; see <see cref="Take(int)"/>.</summary>
    public T[] Take() => Take((int)Count);

    /// <summary>Drops all values.</summary>
    public void Clear()
    {
        budget?.Release(blocks.Sum(block => (long)block.Length) * Unsafe.SizeOf<T>());
        blocks.Clear();
        (last, used) = ([], 0);
    }

    // Only the first block grows itself: a short list takes little.
    private void Grow()
    {
        bool isFirst = blocks.Count == 0 || (blocks.Count == 1 && last.Length < BlockLength);
        int length = isFirst ? Math.Max(FirstLength, 2 * last.Length) : BlockLength;
        budget?.Spend((long)length * Unsafe.SizeOf<T>());
        var next = new T[length];
        if (isFirst && blocks.Count == 1)
        {
            last.CopyTo(next, 0);
            budget?.Release((long)last.Length * Unsafe.SizeOf<T>());
            blocks[0] = next;
        }
        else
        {
            blocks.Add(next);
            used = 0;
        }

        last = next;
    }
}
