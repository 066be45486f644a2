using System.Runtime.CompilerServices;
namespace Ctre.Sparse;

/// <summary>The connections of a layer in the order (input, output): the order of the backward pass.</summary>
/// <param name="Offsets">Where each input's connections begin, <c>[inputs + 1]</c>.</param>
/// <param name="Outputs">The output of each connection, <c>[count]</c>.</param>
/// <param name="Places">Where in this order each slot's connection is, <c>[count]</c>.</param>
internal sealed record InputOrder(int[] Offsets, int[] Outputs, int[] Places)
{
    /// <summary>Sorts the connections by input with one counting pass.</summary>
    public static InputOrder Of(Connections connections)
    {
        var offsets = new int[connections.Inputs + 1];
        foreach (int input in connections.Columns) offsets[input + 1]++;
        for (int input = 0; input < connections.Inputs; input++) offsets[input + 1] += offsets[input];

        var next = offsets.AsSpan(0, connections.Inputs).ToArray();
        var outputs = new int[connections.Count];
        var places = new int[connections.Count];
        for (int output = 0; output < connections.Outputs; output++)
        {
            for (int slot = connections.RowOffsets[output]; slot < connections.RowOffsets[output + 1]; slot++)
            {
                int place = next[connections.Columns[slot]]++;
                outputs[place] = output;
                places[slot] = place;
            }
        }

        return new InputOrder(offsets, outputs, places);
    }

    /// <summary>Values by slot, copied to this order.</summary>
    public float[] FromSlots(ReadOnlySpan<float> bySlot)
    {
        var byPlace = new float[Places.Length];
        for (int slot = 0; slot < byPlace.Length; slot++) byPlace[Places[slot]] = bySlot[slot];
        return byPlace;
    }

    /// <summary>
    /// Copies values in this order to slots [begin, end): gathered, not scattered, so that threads never write the same cache line.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ToSlots(ReadOnlySpan<float> byPlace, Span<float> bySlot, int begin, int end)
    {
        ReadOnlySpan<int> places = Places.AsSpan(begin..end);
        bySlot = bySlot[begin..end];
        for (int i = 0; i < places.Length; i++) bySlot[i] = byPlace[places[i]];
    }
}
