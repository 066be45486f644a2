namespace Ctre.Cli.Comparison;

/// <summary>A stream that discards what is written to it and counts the bytes.</summary>
internal sealed class CountedBytes : Stream
{
    private long count;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => count;

    public override long Position
    {
        get => count;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int length) => count += length;

    public override void Write(ReadOnlySpan<byte> buffer) => count += buffer.Length;

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int length) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
