using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ctre.Kernels;

/// <summary>
/// Transposes blocks of eight by eight numbers in registers: row-major data become feature-major, and a signal becomes the right side of a
/// product. Only where <see cref="IsSupported"/>.
/// </summary>
internal static class Transpose8x8
{
    public const int Side = 8;

    /// <summary>Whether the hardware can; if not, callers move number by number.</summary>
    public static bool IsSupported => Avx.IsSupported;

    /// <summary>Writes eight rows as eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3,
        Vector256<float> r4, Vector256<float> r5, Vector256<float> r6, Vector256<float> r7, ref float corner, nuint stride) =>
        StoreTransposed(r0, r1, r2, r3, r4, r5, r6, r7, Vector256<float>.AllBitsSet, ref corner, stride);

    /// <summary>The same; where <paramref name="mask"/> has no bits, a row's column becomes 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3,
        Vector256<float> r4, Vector256<float> r5, Vector256<float> r6, Vector256<float> r7, Vector256<float> mask, ref float corner,
        nuint stride)
    {
        Vector256<float> p0 = Avx.UnpackLow(r0, r1), p1 = Avx.UnpackHigh(r0, r1), p2 = Avx.UnpackLow(r2, r3), p3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> p4 = Avx.UnpackLow(r4, r5), p5 = Avx.UnpackHigh(r4, r5), p6 = Avx.UnpackLow(r6, r7), p7 = Avx.UnpackHigh(r6, r7);
        r0 = Avx.Shuffle(p0, p2, 0x44);
        r1 = Avx.Shuffle(p0, p2, 0xEE);
        r2 = Avx.Shuffle(p1, p3, 0x44);
        r3 = Avx.Shuffle(p1, p3, 0xEE);
        r4 = Avx.Shuffle(p4, p6, 0x44);
        r5 = Avx.Shuffle(p4, p6, 0xEE);
        r6 = Avx.Shuffle(p5, p7, 0x44);
        r7 = Avx.Shuffle(p5, p7, 0xEE);
        (mask & Avx.Permute2x128(r0, r4, 0x20)).StoreUnsafe(ref corner);
        (mask & Avx.Permute2x128(r1, r5, 0x20)).StoreUnsafe(ref corner, stride);
        (mask & Avx.Permute2x128(r2, r6, 0x20)).StoreUnsafe(ref corner, 2 * stride);
        (mask & Avx.Permute2x128(r3, r7, 0x20)).StoreUnsafe(ref corner, 3 * stride);
        (mask & Avx.Permute2x128(r0, r4, 0x31)).StoreUnsafe(ref corner, 4 * stride);
        (mask & Avx.Permute2x128(r1, r5, 0x31)).StoreUnsafe(ref corner, 5 * stride);
        (mask & Avx.Permute2x128(r2, r6, 0x31)).StoreUnsafe(ref corner, 6 * stride);
        (mask & Avx.Permute2x128(r3, r7, 0x31)).StoreUnsafe(ref corner, 7 * stride);
    }

    /// <summary>Copies a block, transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyTransposed(ref float from, nuint fromStride, ref float to, nuint toStride) => StoreTransposed(
        Vector256.LoadUnsafe(ref from), Vector256.LoadUnsafe(ref from, fromStride),
        Vector256.LoadUnsafe(ref from, 2 * fromStride), Vector256.LoadUnsafe(ref from, 3 * fromStride),
        Vector256.LoadUnsafe(ref from, 4 * fromStride), Vector256.LoadUnsafe(ref from, 5 * fromStride),
        Vector256.LoadUnsafe(ref from, 6 * fromStride), Vector256.LoadUnsafe(ref from, 7 * fromStride), ref to, toStride);
}
