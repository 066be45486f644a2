using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels;

/// <summary>
/// e^x in double precision, to a relative error below 4e-16, with the same bits on all hardware: <c>Math.Exp</c> is the system's own, and
/// takes one number at a time. e^x = 2^n · e^r with an integer n and |r| ≤ ½ ln 2, e^r by its power series. What is below −700 counts as
/// −700.
/// </summary>
internal static class Exponential
{
    private const double Least = -700, Log2E = 1.4426950408889634;

    /// <summary>ln 2 in two parts; n · the first is exact.</summary>
    private const double Ln2High = 0.693147180369123816490, Ln2Low = 1.90821492927058770002e-10;

    /// <summary>1½ · 2^52: added to a number, it leaves the nearest integer in the low bits.</summary>
    private const double ToWhole = 6755399441055744;

    /// <summary>1/k!, from k = 12 down to 2: the next term is below 2e-16.</summary>
    private static ReadOnlySpan<double> Terms =>
        [1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0, 1 / 40320.0, 1 / 5040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0,
            0.5];

    /// <summary>e^x of four numbers that are not above 700.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> x)
    {
        Vector256<double> one = Vector256<double>.One;
        Vector256<double> y = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(Least)), Vector256.Create(Least), x);
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(y, Vector256.Create(Log2E), Vector256.Create(ToWhole));
        Vector256<double> n = shifted - Vector256.Create(ToWhole);
        Vector256<double> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low),
            Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), y));
        Vector256<double> series = Vector256.Create(Terms[0]);
        foreach (double term in Terms[1..]) series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(term));
        series = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(series, r, one), r, one);
        // n goes into the exponent's bits. NaN stays NaN.
        Vector256<double> power = (series.AsInt64() + Vector256.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
        return Vector256.ConditionalSelect(Vector256.Equals(x, x), power, x);
    }

    /// <summary>The plain twin of <see cref="Of(Vector256{double})"/>.</summary>
    public static double Of(double x)
    {
        double y = x < Least ? Least : x;
        double shifted = Math.FusedMultiplyAdd(y, Log2E, ToWhole), n = shifted - ToWhole;
        double r = Math.FusedMultiplyAdd(n, -Ln2Low, Math.FusedMultiplyAdd(n, -Ln2High, y)), series = Terms[0];
        foreach (double term in Terms[1..]) series = Math.FusedMultiplyAdd(series, r, term);
        series = Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(series, r, 1), r, 1);
        double power = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(series)
            + (BitConverter.DoubleToInt64Bits(shifted) << 52));
        return double.IsNaN(x) ? x : power;
    }
}
