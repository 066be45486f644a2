namespace Ctre.Sparse;

/// <summary>
/// Where each slot of a rewired layer was before. Whatever is aligned with the weights (velocity, moments) is carried by it.
/// </summary>
public sealed class SlotMap
{
    /// <summary>Marks a slot that was not there before.</summary>
    public const int New = -1;

    private readonly int[] oldSlots;

    internal SlotMap(int[] oldSlots, int oldCount)
    {
        this.oldSlots = oldSlots;
        OldCount = oldCount;
        Grown = oldSlots.Count(slot => slot == New);
    }

    /// <summary>For each new slot, its old slot or <see cref="New"/>.</summary>
    public ReadOnlySpan<int> OldSlots => oldSlots;

    /// <summary>Number of slots before.</summary>
    public int OldCount { get; }

    /// <summary>Number of connections that were not there before.</summary>
    public int Grown { get; }

    /// <summary>Moves an array by old slot to an array by new slot; new slots get 0.</summary>
    /// <param name="state">One value per old slot.</param>
    /// <returns>One value per new slot.</returns>
    public float[] Carry(ReadOnlySpan<float> state)
    {
        if (state.Length != OldCount) throw new ArgumentException($"{state.Length} values for {OldCount} slots.", nameof(state));
        var carried = new float[oldSlots.Length];
        for (int slot = 0; slot < carried.Length; slot++)
            if (oldSlots[slot] != New) carried[slot] = state[oldSlots[slot]];
        return carried;
    }
}
