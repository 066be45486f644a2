namespace Ctre.Data.Formats;

/// <summary>A list of numbers that grows in chunks, and becomes one array at the end (at most 2× in memory).</summary>
internal sealed class ValueList
{
    private const int FirstChunk = 1 << 12, LargestChunk = 1 << 22;

    private readonly List<float[]> full = [];
    private readonly string file;
    private float[] chunk = new float[FirstChunk];
    private int used;
    private long inFull;

    /// <summary>Starts an empty list; the file is named when it holds too much.</summary>
    public ValueList(string file) => this.file = file;

    public long Count => inFull + used;

    public void Add(float value)
    {
        if (used == chunk.Length) Grow();
        chunk[used++] = value;
    }

    /// <summary>All values in order. The list is empty afterwards, so that each chunk is free once it is copied.</summary>
    public float[] Take()
    {
        var all = GC.AllocateUninitializedArray<float>((int)Count);
        int position = 0;
        for (int i = 0; i < full.Count; i++)
        {
            full[i].CopyTo(all, position);
            position += full[i].Length;
            full[i] = [];
        }

        chunk.AsSpan(0, used).CopyTo(all.AsSpan(position));
        full.Clear();
        (chunk, used, inFull) = ([], 0, 0);
        return all;
    }

    private void Grow()
    {
        int next = Math.Clamp(2 * chunk.Length, FirstChunk, LargestChunk);
        if (Count + next > Array.MaxLength) throw new InputException($"{file} holds more than {Array.MaxLength} values.");
        full.Add(chunk);
        inFull += used;
        chunk = new float[next];
        used = 0;
    }
}
