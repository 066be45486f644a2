namespace Ctre.Data.Formats.Text;

/// <summary>
/// Reads a stream of text line by line, where a line break inside quotes (RFC 4180), if quotes count, does not end a record.
/// </summary>
internal sealed class RecordBuffer
{
    private const int FirstSize = 1 << 16, LongestRecord = 64 << 20;

    private readonly Stream stream;
    private readonly string file;
    private readonly bool quotes;
    private readonly MemoryBudget? budget;
    private byte[] bytes = new byte[FirstSize];
    private int start, end;
    private bool atEnd;
    private long nextRow = 1;

    /// <summary>Starts at the beginning of a text: skips a UTF-8 byte order mark, refuses UTF-16.</summary>
    public RecordBuffer(Stream stream, string file, MemoryBudget? budget, bool quotes = true)
    {
        this.stream = stream;
        this.file = file;
        this.quotes = quotes;
        this.budget = budget;
        budget?.Reading(() => $"{file}, row {nextRow}");
        while (end < 3 && Fill()) { }
        if (Unread is [0xEF, 0xBB, 0xBF, ..]) start = 3;
        if (Unread is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..]) throw new InputException($"{file} is UTF-16 text: save it as UTF-8.");
    }

    /// <summary>The whole buffer; <see cref="Next"/> says where in it the record is.</summary>
    public byte[] Bytes => bytes;

    /// <summary>The line, from 1, on which the current record starts.</summary>
    public long Row { get; private set; }

    private ReadOnlySpan<byte> Unread => bytes.AsSpan(start, end - start);

    /// <summary>What comes next: at least one complete record if it is shorter than the wanted size, maybe more.</summary>
    public ReadOnlySpan<byte> Ahead(int wanted)
    {
        while (end - start < wanted && Fill()) { }
        return Unread;
    }

    /// <summary>Moves to the next record, without its line break; false at the end of the text.</summary>
    public bool Next(byte separator, out Range record)
    {
        int length = 0, breaks = 0, closed = -2;
        long row = nextRow;
        bool quoted = false;
        while (true)
        {
            ReadOnlySpan<byte> rest = Unread[length..];
            int found = quoted ? rest.IndexOf((byte)'"') : quotes ? rest.IndexOfAny((byte)'\n', (byte)'"') : rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> passed = found < 0 ? rest : rest[..found];
            if (quoted) breaks += passed.Count((byte)'\n');
            length += passed.Length;
            if (found < 0)
            {
                if (Fill()) continue;
                if (quoted) throw new InputException($"{file}, row {row}: a quote is opened and never closed.");
                break;
            }

            if (Unread[length] == '\n') break;
            // Two quotes in a row stand for one: close and open again. A quote inside a plain field is just a character.
            if (quoted) closed = length;
            quoted = !quoted && (closed == length - 1 || Opens(Unread[..length], separator));
            length++;
        }

        int from = start;
        bool any = length < end - start || length > 0;
        start = Math.Min(end, start + length + 1);
        nextRow += breaks + 1;
        Row = row;
        int to = from + length;
        if (length > 0 && bytes[to - 1] == '\r') to--;
        record = from..to;
        return any;
    }

    private static bool Opens(ReadOnlySpan<byte> before, byte separator)
    {
        ReadOnlySpan<byte> trimmed = DelimitedText.TrimEnd(before, separator);
        return trimmed.IsEmpty || trimmed[^1] == separator
            || (separator == DelimitedText.Blanks && trimmed.Length < before.Length);
    }

    // False at the end of the stream.
    private bool Fill()
    {
        if (atEnd) return false;
        if (end == bytes.Length && start > 0)
        {
            Unread.CopyTo(bytes);
            (start, end) = (0, end - start);
        }

        if (end == bytes.Length)
        {
            if (bytes.Length >= LongestRecord)
                throw new InputException($"{file}, row {nextRow}: the line is longer than {LongestRecord >> 20} MiB.");
            budget?.Spend(2L * bytes.Length);
            int before = bytes.Length;
            Array.Resize(ref bytes, 2 * before);
            if (before > FirstSize) budget?.Release(before);
        }

        int count = stream.Read(bytes, end, bytes.Length - end);
        atEnd = count == 0;
        end += count;
        return !atEnd;
    }
}
