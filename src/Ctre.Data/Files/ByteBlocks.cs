namespace Ctre.Data.Files;

/// <summary>A buffer of bytes that grows block by block as they arrive.</summary>
/// <param name="expected">How many are announced; there may not be more.</param>
/// <param name="budget">What its memory is taken from; null for no limit.</param>
internal sealed class ByteBlocks(long expected, MemoryBudget? budget)
{
    private const int BlockLength = 1 << 20;

    private readonly List<byte[]> blocks = [];
    private long length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int used = (int)(length % BlockLength);
            if (used == 0) blocks.Add(Block());
            int count = Math.Min(bytes.Length, blocks[^1].Length - used);
            bytes[..count].CopyTo(blocks[^1].AsSpan(used));
            bytes = bytes[count..];
            length += count;
        }
    }

    /// <summary>Drops all bytes.</summary>
    public void Clear()
    {
        budget?.Release(blocks.Sum(block => (long)block.Length));
        blocks.Clear();
    }

    public void CopyTo(long offset, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            byte[] block = blocks[(int)(offset / BlockLength)];
            int start = (int)(offset % BlockLength), count = Math.Min(target.Length, block.Length - start);
            block.AsSpan(start, count).CopyTo(target);
            target = target[count..];
            offset += count;
        }
    }

    private byte[] Block()
    {
        long count = Math.Min(BlockLength, expected - length);
        budget?.Spend(count);
        return new byte[count];
    }
}
