using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Dense;

/// <summary>The same as <see cref="DenseTileWide"/> by 16 or 8 columns, for the registers of AVX2 and for what is left.</summary>
internal static class DenseTileNarrow
{
    /// <summary>Twelve sums fill most of the sixteen registers of AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By16(ref float a, nint aRow, nint aStep, ref float b, nint bStep, ref float c, nint cRow, int depth)
    {
        ref float c0 = ref c;
        ref float c1 = ref Unsafe.Add(ref c, cRow);
        ref float c2 = ref Unsafe.Add(ref c, 2 * cRow);
        ref float c3 = ref Unsafe.Add(ref c, 3 * cRow);
        ref float c4 = ref Unsafe.Add(ref c, 4 * cRow);
        ref float c5 = ref Unsafe.Add(ref c, 5 * cRow);
        Vector256<float> s00 = Vector256.LoadUnsafe(ref c0), s01 = Vector256.LoadUnsafe(ref c0, 8);
        Vector256<float> s10 = Vector256.LoadUnsafe(ref c1), s11 = Vector256.LoadUnsafe(ref c1, 8);
        Vector256<float> s20 = Vector256.LoadUnsafe(ref c2), s21 = Vector256.LoadUnsafe(ref c2, 8);
        Vector256<float> s30 = Vector256.LoadUnsafe(ref c3), s31 = Vector256.LoadUnsafe(ref c3, 8);
        Vector256<float> s40 = Vector256.LoadUnsafe(ref c4), s41 = Vector256.LoadUnsafe(ref c4, 8);
        Vector256<float> s50 = Vector256.LoadUnsafe(ref c5), s51 = Vector256.LoadUnsafe(ref c5, 8);
        for (int k = 0; k < depth; k++)
        {
            Vector256<float> b0 = Vector256.LoadUnsafe(ref b), b1 = Vector256.LoadUnsafe(ref b, 8);
            Vector256<float> w = Vector256.Create(a);
            s00 = Vector256.FusedMultiplyAdd(w, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(w, b1, s01);
            w = Vector256.Create(Unsafe.Add(ref a, aRow));
            s10 = Vector256.FusedMultiplyAdd(w, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(w, b1, s11);
            w = Vector256.Create(Unsafe.Add(ref a, 2 * aRow));
            s20 = Vector256.FusedMultiplyAdd(w, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(w, b1, s21);
            w = Vector256.Create(Unsafe.Add(ref a, 3 * aRow));
            s30 = Vector256.FusedMultiplyAdd(w, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(w, b1, s31);
            w = Vector256.Create(Unsafe.Add(ref a, 4 * aRow));
            s40 = Vector256.FusedMultiplyAdd(w, b0, s40);
            s41 = Vector256.FusedMultiplyAdd(w, b1, s41);
            w = Vector256.Create(Unsafe.Add(ref a, 5 * aRow));
            s50 = Vector256.FusedMultiplyAdd(w, b0, s50);
            s51 = Vector256.FusedMultiplyAdd(w, b1, s51);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }

        s00.StoreUnsafe(ref c0);
        s01.StoreUnsafe(ref c0, 8);
        s10.StoreUnsafe(ref c1);
        s11.StoreUnsafe(ref c1, 8);
        s20.StoreUnsafe(ref c2);
        s21.StoreUnsafe(ref c2, 8);
        s30.StoreUnsafe(ref c3);
        s31.StoreUnsafe(ref c3, 8);
        s40.StoreUnsafe(ref c4);
        s41.StoreUnsafe(ref c4, 8);
        s50.StoreUnsafe(ref c5);
        s51.StoreUnsafe(ref c5, 8);
    }

    /// <summary>The last eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By8(ref float a, nint aRow, nint aStep, ref float b, nint bStep, ref float c, nint cRow, int depth)
    {
        ref float c0 = ref c;
        ref float c1 = ref Unsafe.Add(ref c, cRow);
        ref float c2 = ref Unsafe.Add(ref c, 2 * cRow);
        ref float c3 = ref Unsafe.Add(ref c, 3 * cRow);
        ref float c4 = ref Unsafe.Add(ref c, 4 * cRow);
        ref float c5 = ref Unsafe.Add(ref c, 5 * cRow);
        Vector256<float> s00 = Vector256.LoadUnsafe(ref c0);
        Vector256<float> s10 = Vector256.LoadUnsafe(ref c1);
        Vector256<float> s20 = Vector256.LoadUnsafe(ref c2);
        Vector256<float> s30 = Vector256.LoadUnsafe(ref c3);
        Vector256<float> s40 = Vector256.LoadUnsafe(ref c4);
        Vector256<float> s50 = Vector256.LoadUnsafe(ref c5);
        for (int k = 0; k < depth; k++)
        {
            Vector256<float> b0 = Vector256.LoadUnsafe(ref b);
            Vector256<float> w = Vector256.Create(a);
            s00 = Vector256.FusedMultiplyAdd(w, b0, s00);
            w = Vector256.Create(Unsafe.Add(ref a, aRow));
            s10 = Vector256.FusedMultiplyAdd(w, b0, s10);
            w = Vector256.Create(Unsafe.Add(ref a, 2 * aRow));
            s20 = Vector256.FusedMultiplyAdd(w, b0, s20);
            w = Vector256.Create(Unsafe.Add(ref a, 3 * aRow));
            s30 = Vector256.FusedMultiplyAdd(w, b0, s30);
            w = Vector256.Create(Unsafe.Add(ref a, 4 * aRow));
            s40 = Vector256.FusedMultiplyAdd(w, b0, s40);
            w = Vector256.Create(Unsafe.Add(ref a, 5 * aRow));
            s50 = Vector256.FusedMultiplyAdd(w, b0, s50);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }

        s00.StoreUnsafe(ref c0);
        s10.StoreUnsafe(ref c1);
        s20.StoreUnsafe(ref c2);
        s30.StoreUnsafe(ref c3);
        s40.StoreUnsafe(ref c4);
        s50.StoreUnsafe(ref c5);
    }
}
