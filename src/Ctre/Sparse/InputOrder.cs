namespace Ctre.Sparse;

/// <summary>The connections of a layer in the order (input, output): what the backward pass walks.</summary>
/// <param name="Offsets">Where each input's connections begin, <c>[inputs + 1]</c>.</param>
/// <param name="Outputs">The output of each connection, <c>[count]</c>.</param>
/// <param name="Slots">The slot of each connection, <c>[count]</c>.</param>
internal sealed record InputOrder(int[] Offsets, int[] Outputs, int[] Slots)
{
    /// <summary>Sorts the connections by input with one counting pass.</summary>
    public static InputOrder Of(Connections connections)
    {
        var offsets = new int[connections.Inputs + 1];
        foreach (int input in connections.Columns) offsets[input + 1]++;
        for (int input = 0; input < connections.Inputs; input++) offsets[input + 1] += offsets[input];

        var next = offsets.AsSpan(0, connections.Inputs).ToArray();
        var outputs = new int[connections.Count];
        var slots = new int[connections.Count];
        for (int output = 0; output < connections.Outputs; output++)
        {
            for (int slot = connections.RowOffsets[output]; slot < connections.RowOffsets[output + 1]; slot++)
            {
                int place = next[connections.Columns[slot]]++;
                outputs[place] = output;
                slots[place] = slot;
            }
        }

        return new InputOrder(offsets, outputs, slots);
    }

    /// <summary>Values by slot in the order of inputs.</summary>
    public float[] Gather(ReadOnlySpan<float> bySlot)
    {
        var values = new float[Slots.Length];
        for (int place = 0; place < values.Length; place++) values[place] = bySlot[Slots[place]];
        return values;
    }

    /// <summary>Brings values [begin, end), in the order of inputs, to their slots.</summary>
    public void Scatter(ReadOnlySpan<float> byInput, Span<float> bySlot, int begin, int end)
    {
        for (int place = begin; place < end; place++) bySlot[Slots[place]] = byInput[place];
    }
}
