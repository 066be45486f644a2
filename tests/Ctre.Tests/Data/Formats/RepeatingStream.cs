namespace Ctre.Tests.Data.Formats;

/// <summary>The same bytes again and again, up to a length that is never in memory.</summary>
internal sealed class RepeatingStream(byte[] pattern, long length) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int given = (int)Math.Min(count, length - Position);
        for (int i = 0; i < given; i++) buffer[offset + i] = pattern[(Position + i) % pattern.Length];
        Position += given;
        return given;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
