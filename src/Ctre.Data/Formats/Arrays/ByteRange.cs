using Ctre.Data.Files;

namespace Ctre.Data.Formats.Arrays;

/// <summary>A given number of bytes of a stream, as a stream of its own; the underlying one is left open.</summary>
/// <param name="stream">Where the bytes come from.</param>
/// <param name="length">How many belong to the section.</param>
internal sealed class ByteRange(Stream stream, long length) : ForwardStream
{
    /// <summary>How many bytes of the section are still to be read.</summary>
    public long Left { get; private set; } = length;

    public override int Read(Span<byte> buffer)
    {
        int count = stream.Read(buffer[..(int)Math.Min(buffer.Length, Left)]);
        Left -= count;
        return count;
    }

    /// <summary>Reads over bytes; false if they are not all there.</summary>
    public bool Skip(long count)
    {
        Span<byte> passed = stackalloc byte[1 << 12];
        for (int read; count > 0; count -= read)
            if ((read = Read(passed[..(int)Math.Min(count, passed.Length)])) == 0) return false;
        return true;
    }
}
