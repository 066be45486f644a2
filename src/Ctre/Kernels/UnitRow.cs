using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels;

/// <summary>Scales a row of numbers to length 1, so that inner products of rows are cosines.</summary>
internal static class UnitRow
{
    /// <summary>Scales; a row of zeros stays. Squares of floats are exact in double, and are summed in eight lanes.</summary>
    /// <param name="row">As many numbers as fill whole lanes.</param>
    /// <exception cref="InputException">A number is not finite.</exception>
    public static void Scale(Span<float> row)
    {
        double sum = SumOfSquares(row);
        if (!double.IsFinite(sum)) throw new InputException("An activation is not a finite number; use a lower learning rate.");
        if (sum == 0) return;
        // In two steps: the scale of a row of the smallest floats is no float.
        var root = (float)Math.Sqrt(sum);
        for (int s = 0; s < row.Length; s += Signal.Lanes)
        {
            Span<float> eight = row.Slice(s, Signal.Lanes);
            (Vector256.Create<float>(eight) / root).CopyTo(eight);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<float> row)
    {
        ref float first = ref MemoryMarshal.GetReference(row);
        Vector256<double> low = Vector256<double>.Zero, high = low;
        for (int s = 0; s < row.Length; s += Signal.Lanes)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)s));
            low += a * a;
            high += b * b;
        }

        low += high;
        return (low[0] + low[1]) + (low[2] + low[3]);
    }
}
