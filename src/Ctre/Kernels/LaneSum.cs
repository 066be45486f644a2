using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ctre.Kernels;

/// <summary>
/// Sums the sixteen lanes of an accumulator in one fixed order, the same on all hardware: first lanes that are eight apart,
/// then four, two and one. <c>Vector256.Sum</c> promises no order, so nothing that must repeat may use it.
/// </summary>
internal static class LaneSum
{
    /// <summary>Lanes of an accumulator: one vector of AVX-512, two of AVX2.</summary>
    public const int Lanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(Vector512<float> lanes) => Of(lanes.GetLower() + lanes.GetUpper());

    /// <summary>The sum of two sums, each as <see cref="Of(Vector512{float})"/> adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OfTwo(Vector512<float> a, Vector512<float> b)
    {
        Vector256<float> a8 = a.GetLower() + a.GetUpper(), b8 = b.GetLower() + b.GetUpper();
        Vector256<float> four = Avx.Permute2x128(a8, b8, 0x20) + Avx.Permute2x128(a8, b8, 0x31);
        Vector256<float> two = four + Avx.Permute(four, 0x4E), one = two + Avx.Permute(two, 0xB1);
        return one.ToScalar() + one.GetUpper().ToScalar();
    }

    /// <summary>Four sums, each as <see cref="Of(Vector512{float})"/> adds; for hardware that has vectors of sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OfFour(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector256<float> a8 = a.GetLower() + a.GetUpper(), b8 = b.GetLower() + b.GetUpper();
        Vector256<float> c8 = c.GetLower() + c.GetUpper(), d8 = d.GetLower() + d.GetUpper();
        Vector256<float> ab4 = Avx.Permute2x128(a8, b8, 0x20) + Avx.Permute2x128(a8, b8, 0x31);
        Vector256<float> cd4 = Avx.Permute2x128(c8, d8, 0x20) + Avx.Permute2x128(c8, d8, 0x31);
        Vector256<float> two = Avx.Shuffle(ab4, cd4, 0x44) + Avx.Shuffle(ab4, cd4, 0xEE);
        Vector256<float> one = Avx.Shuffle(two, two, 0x88) + Avx.Shuffle(two, two, 0xDD);
        return Sse.UnpackLow(one.GetLower(), one.GetUpper());
    }

    /// <summary>The sum of eight lanes: of the sixteen, after those eight apart have been added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(Vector256<float> lanes)
    {
        Vector128<float> four = lanes.GetLower() + lanes.GetUpper();
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>The plain twin, for eight or sixteen lanes.</summary>
    public static float Of(ReadOnlySpan<float> lanes)
    {
        Span<float> sums = stackalloc float[Lanes];
        lanes.CopyTo(sums);
        for (int half = lanes.Length / 2; half > 0; half /= 2)
            for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
        return sums[0];
    }
}
