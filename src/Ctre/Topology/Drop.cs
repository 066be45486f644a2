using System.Buffers;

namespace Ctre.Topology;

/// <summary>Rules that choose which connections to drop.</summary>
public static class Drop
{
    /// <summary>Values of half the bits of a float.</summary>
    private const int Digits = 1 << 16;

    /// <summary>The slots with the smallest |weight|, as many as the layer is to drop; ties go to the lower slot.</summary>
    /// <param name="context">The layer, and how many to drop.</param>
    /// <returns>The slots, rising.</returns>
    public static int[] SmallestMagnitude(RewireContext context) => SmallestMagnitude(context.Layer.Weights, context.Counts.Drop);

    /// <summary>
    /// The k slots with the smallest |weight|, rising; ties go to the lower slot. Bits of non-negative floats sort like
    /// the floats, so the k-th smallest is found by counting digits, in two passes and without sorting.
    /// </summary>
    internal static int[] SmallestMagnitude(ReadOnlySpan<float> weights, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, weights.Length);
        if (count == 0) return [];
        int[] digits = ArrayPool<int>.Shared.Rent(Digits);
        Array.Clear(digits);
        foreach (float w in weights) digits[Bits(w) >> 16]++;
        (int high, int before) = Find(digits, count);
        Array.Clear(digits);
        foreach (float w in weights)
            if (Bits(w) >> 16 == high) digits[Bits(w) & 0xFFFF]++;
        (int low, int beforeLow) = Find(digits, count - before);
        ArrayPool<int>.Shared.Return(digits);
        uint limit = (uint)high << 16 | (uint)low;
        int ties = count - before - beforeLow;

        var slots = new int[count];
        int next = 0;
        for (int slot = 0; slot < weights.Length; slot++)
        {
            uint bits = Bits(weights[slot]);
            if (bits < limit || (bits == limit && ties-- > 0)) slots[next++] = slot;
        }

        return slots;
    }

    private static uint Bits(float weight) => BitConverter.SingleToUInt32Bits(MathF.Abs(weight));

    /// <summary>The digit at which the running count reaches <paramref name="rank"/>, and the count before it.</summary>
    private static (int Digit, int Before) Find(int[] counts, int rank)
    {
        int before = 0, digit = 0;
        for (; before + counts[digit] < rank; digit++) before += counts[digit];
        return (digit, before);
    }
}
