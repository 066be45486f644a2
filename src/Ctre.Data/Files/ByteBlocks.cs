namespace Ctre.Data.Files;

/// <summary>A buffer of bytes that grows block by block as they arrive.</summary>
/// <param name="expected">How many are announced; there may not be more.</param>
internal sealed class ByteBlocks(long expected)
{
    private const int BlockLength = 1 << 20;

    private readonly List<byte[]> blocks = [];
    private long length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int used = (int)(length % BlockLength);
            if (used == 0) blocks.Add(new byte[Math.Min(BlockLength, expected - length)]);
            int count = Math.Min(bytes.Length, blocks[^1].Length - used);
            bytes[..count].CopyTo(blocks[^1].AsSpan(used));
            bytes = bytes[count..];
            length += count;
        }
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
}
