using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels;

namespace Ctre.Growth;

/// <summary>
/// Scales a row of numbers to length 1, so that inner products of rows are cosines: the bits of <see cref="Definition.Normalize"/>.
/// </summary>
internal static class RowNormalization
{
    /// <summary>
    /// Scales; a row of zeros is left as it is. With caution κ the length becomes √(n / (n + κ)), where n = (Σ a²)² / Σ a⁴ is the number of
    /// samples that a neuron's row rests on: that two neurons fired for the same single sample is weak evidence of similarity.
    /// </summary>
    /// <param name="row">As many numbers as fill whole lanes.</param>
    /// <param name="caution">κ, 0 or more.</param>
    /// <returns>Whether all numbers were finite; if not, the row is left as it was.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Scale(Span<float> row, double caution)
    {
        (double squares, double fourths) = Sums(row);
        if (!double.IsFinite(fourths)) return false;
        if (fourths == 0) return true;
        double samples = squares * squares / fourths;
        double length = Math.Sqrt(squares * (samples + caution) / samples);
        // A row of the largest floats is longer than any float.
        float first = length > float.MaxValue ? 1e-6f : 1;
        var last = (float)(length * first);
        for (int s = 0; s < row.Length; s += NeuronRows.Lanes)
        {
            // By division: the inverse of a length of the smallest floats is no float.
            Span<float> eight = row.Slice(s, NeuronRows.Lanes);
            (Vector256.Create<float>(eight) * first / last).CopyTo(eight);
        }

        return true;
    }

    /// <summary>Multiplies numbers by a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(Span<float> row, float factor)
    {
        int s = 0;
        for (; s + NeuronRows.Lanes <= row.Length; s += NeuronRows.Lanes) (Vector256.Create<float>(row[s..]) * factor).CopyTo(row[s..]);
        for (; s < row.Length; s++) row[s] *= factor;
    }

    /// <summary>Sums of second and fourth powers, in eight lanes of double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Squares, double Fourths) Sums(ReadOnlySpan<float> row)
    {
        ref float first = ref MemoryMarshal.GetReference(row);
        Vector256<double> low = Vector256<double>.Zero, high = low, lowFourths = low, highFourths = low;
        for (int s = 0; s < row.Length; s += NeuronRows.Lanes)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)s));
            a *= a;
            b *= b;
            low += a;
            high += b;
            lowFourths += a * a;
            highFourths += b * b;
        }

        return (Sum(low + high), Sum(lowFourths + highFourths));
    }

    private static double Sum(Vector256<double> lanes) => (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}
