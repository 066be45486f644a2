using Ctre.Data;

namespace Ctre.Layers;

/// <summary>Some rows of a data set that go through a network together.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Rows">Row numbers, one per sample.</param>
/// <param name="First">The position of the first of them among the rows that are divided into batches.</param>
internal readonly record struct Batch(Dataset Data, ReadOnlyMemory<int> Rows, int First = 0)
{
    /// <summary>Number of rows.</summary>
    public int Count => Rows.Length;
}

/// <summary>Rows of a data set, in their order, cut into batches; the last batch may be shorter. Allocates nothing.</summary>
/// <param name="data">The data set.</param>
/// <param name="rows">Row numbers.</param>
/// <param name="size">Rows of a batch, 1 or more.</param>
/// <param name="from">Where the first batch begins, a multiple of <paramref name="size"/>.</param>
internal readonly struct RowBatches(Dataset data, ReadOnlyMemory<int> rows, int size, int from = 0)
{
    /// <summary>All rows of a slice.</summary>
    public static RowBatches Of(DataSlice slice, int size) => new(slice.Data, slice.Memory, size);

    public Enumerator GetEnumerator() => new(data, rows, size, from);

    public struct Enumerator(Dataset data, ReadOnlyMemory<int> rows, int size, int from)
    {
        private int next = from;

        public Batch Current { get; private set; }

        public bool MoveNext()
        {
            if (next >= rows.Length) return false;
            int count = Math.Min(size, rows.Length - next);
            Current = new Batch(data, rows.Slice(next, count), next);
            next += count;
            return true;
        }
    }
}
