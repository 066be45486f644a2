namespace Ctre.Data.Formats.Text;

/// <summary>The fields of one row of a text table, as bytes (UTF-8) without quotes and surrounding blanks.</summary>
/// <param name="budget">What memory is taken from; null for no limit.</param>
internal sealed class TextRecord(MemoryBudget? budget = null)
{
    private const int PlaceBytes = 2 * sizeof(int);

    private (int Start, int Length)[] fields = [];
    private byte[] bytes = [];

    /// <summary>The line of the file, from 1, on which the record starts.</summary>
    public long Row { get; private set; }

    /// <summary>Number of fields.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the buffer that the fields lie in; of a copy, those of the fields.</summary>
    public int Bytes => bytes.Length;

    /// <summary>One field; valid until the next record is read.</summary>
    public ReadOnlySpan<byte> this[int index] => bytes.AsSpan(fields[index].Start, fields[index].Length);

    /// <summary>Starts over, on a line inside a buffer that it doesn't own.</summary>
    public void Reset(byte[] buffer, long row)
    {
        bytes = buffer;
        Row = row;
        Count = 0;
    }

    public void Add(int start, int length)
    {
        if (Count == fields.Length)
        {
            budget?.Spend(PlaceBytes * Math.Max(16L, 2L * Count));
            Array.Resize(ref fields, Math.Max(16, 2 * Count));
            budget?.Release(PlaceBytes * (long)Count);
        }

        fields[Count++] = (start, length);
    }

    /// <summary>A copy that stays as it is when the next record is read.</summary>
    public TextRecord Copy()
    {
        int length = fields.Take(Count).Sum(field => field.Length);
        budget?.Spend(length + (PlaceBytes * (long)Count));
        TextRecord copy = new() { Row = Row, bytes = new byte[length], fields = new (int, int)[Count] };
        int position = 0;
        for (int i = 0; i < Count; i++)
        {
            this[i].CopyTo(copy.bytes.AsSpan(position));
            copy.Add(position, this[i].Length);
            position += this[i].Length;
        }

        return copy;
    }
}
