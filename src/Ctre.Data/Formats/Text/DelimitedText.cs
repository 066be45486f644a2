using System.Numerics;
using System.Runtime.Intrinsics;

namespace Ctre.Data.Formats.Text;

/// <summary>
/// Splits a text table into records and fields, on bytes: fields between separators (<c>,</c> <c>;</c> tab) or between runs
/// of blanks, quotes as in RFC 4180. Blanks around a field don't belong to it.
/// </summary>
internal sealed class DelimitedText
{
    /// <summary>The separator that stands for runs of spaces and tabs.</summary>
    public const byte Blanks = (byte)' ';

    private const int DetectionLength = 1 << 20;

    private readonly RecordBuffer buffer;
    private readonly string file;
    private long blankRow;

    /// <summary>Starts at the beginning of a text.</summary>
    /// <param name="stream">The text.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <param name="separator">The separator; null to find it from the first lines.</param>
    public DelimitedText(Stream stream, string file, MemoryBudget? budget, byte? separator = null)
    {
        this.file = file;
        buffer = new RecordBuffer(stream, file, budget);
        Record = new TextRecord(budget);
        Separator = separator ?? SeparatorDetection.Detect(buffer.Ahead(DetectionLength));
    }

    /// <summary>What separates fields.</summary>
    public byte Separator { get; }

    /// <summary>The record that was read last; its content changes with the next <see cref="Read"/>.</summary>
    public TextRecord Record { get; }

    /// <summary>Reads the next record; false at the end. Blank lines are allowed at the end only.</summary>
    public bool Read()
    {
        while (buffer.Next(Separator, out Range range))
        {
            int start = range.Start.Value, end = range.End.Value;
            if (buffer.Bytes.AsSpan(start, end - start).Trim(" \t\r"u8).IsEmpty)
            {
                if (blankRow == 0) blankRow = buffer.Row;
                continue;
            }

            if (blankRow > 0)
                throw new InputException($"{file}, row {blankRow}: the line is blank; only lines at the end may be.");
            Record.Reset(buffer.Bytes, buffer.Row);
            if (Separator != Blanks && !buffer.Bytes.AsSpan(start, end - start).Contains((byte)'"')) SplitPlain(start, end);
            else Split(start, end);
            return true;
        }

        return false;
    }

    /// <summary>The text without blanks at its end; a tab that separates fields is not a blank.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text, byte separator) =>
        separator == '\t' ? text.TrimEnd((byte)' ') : text.TrimEnd(" \t"u8);

    private void Split(int start, int end)
    {
        byte[] bytes = buffer.Bytes;
        for (int position = SkipBlanks(start, end); ; position = SkipBlanks(position, end))
        {
            if (position < end && bytes[position] == '"')
            {
                position = AddQuoted(position + 1, end);
            }
            else
            {
                ReadOnlySpan<byte> rest = bytes.AsSpan(position, end - position);
                int length = Separator == Blanks ? rest.IndexOfAny((byte)' ', (byte)'\t') : rest.IndexOf(Separator);
                if (length < 0) length = rest.Length;
                Record.Add(position, TrimEnd(rest[..length], Separator).Length);
                position += length;
            }

            if (Separator == Blanks) position = SkipBlanks(position, end);
            if (position >= end) return;
            if (Separator != Blanks) position++;
        }
    }

    /// <summary>The same without quotes: separators are found many bytes at a time, and few fields have blanks around them.</summary>
    private void SplitPlain(int start, int end)
    {
        ReadOnlySpan<byte> bytes = buffer.Bytes;
        Vector256<byte> separators = Vector256.Create(Separator);
        int begin = start, position = start;
        for (; position + Vector256<byte>.Count <= end; position += Vector256<byte>.Count)
        {
            uint found =
                Vector256.Equals(Vector256.Create(bytes.Slice(position, Vector256<byte>.Count)), separators).ExtractMostSignificantBits();
            for (; found != 0; found &= found - 1)
            {
                int separator = position + BitOperations.TrailingZeroCount(found);
                AddTrimmed(bytes, begin, separator);
                begin = separator + 1;
            }
        }

        for (; position < end; position++)
        {
            if (bytes[position] != Separator) continue;
            AddTrimmed(bytes, begin, position);
            begin = position + 1;
        }

        AddTrimmed(bytes, begin, end);
    }

    private void AddTrimmed(ReadOnlySpan<byte> bytes, int begin, int end)
    {
        if (begin < end && (bytes[begin] <= ' ' || bytes[end - 1] <= ' '))
        {
            begin = SkipBlanks(begin, end);
            end = begin + TrimEnd(bytes[begin..end], Separator).Length;
        }

        Record.Add(begin, end - begin);
    }

    private int SkipBlanks(int position, int end)
    {
        ReadOnlySpan<byte> rest = buffer.Bytes.AsSpan(position, end - position);
        return position + rest.Length - (Separator == '\t' ? rest.TrimStart((byte)' ') : rest.TrimStart(" \t"u8)).Length;
    }

    // Takes the quotes out in place: the field only gets shorter, and the buffer is not read again.
    private int AddQuoted(int start, int end)
    {
        byte[] bytes = buffer.Bytes;
        int to = start, position = start;
        while (position < end)
        {
            byte character = bytes[position++];
            if (character == '"')
            {
                if (position >= end || bytes[position] != '"') break;
                position++;
            }

            bytes[to++] = character;
        }

        Record.Add(start, to - start);
        int next = SkipBlanks(position, end);
        if (next >= end || bytes[next] == Separator || (Separator == Blanks && next > position)) return next;
        throw new InputException(
            $"{file}, row {Record.Row}, column {Record.Count}: there is text after a closing quote; "
            + "a quote inside quotes is doubled.");
    }
}
