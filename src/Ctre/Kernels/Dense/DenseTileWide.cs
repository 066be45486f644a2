using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Dense;

/// <summary>
/// The innermost loops of <see cref="DenseProduct"/>: six rows of C by 64, 48 or 32 columns, held in registers while k
/// runs. Parameters as there; the lines repeat because the sums must be variables to stay in registers.
/// </summary>
internal static class DenseTileWide
{
    /// <summary>24 sums and the row of B they need fill most of the 32 registers of AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By64(ref float a, nint aRow, nint aStep, ref float b, nint bStep, ref float c, nint cRow, int depth)
    {
        ref float c0 = ref c;
        ref float c1 = ref Unsafe.Add(ref c, cRow);
        ref float c2 = ref Unsafe.Add(ref c, 2 * cRow);
        ref float c3 = ref Unsafe.Add(ref c, 3 * cRow);
        ref float c4 = ref Unsafe.Add(ref c, 4 * cRow);
        ref float c5 = ref Unsafe.Add(ref c, 5 * cRow);
        Vector512<float> s00 = Vector512.LoadUnsafe(ref c0), s01 = Vector512.LoadUnsafe(ref c0, 16), s02 = Vector512.LoadUnsafe(ref c0, 32), s03 = Vector512.LoadUnsafe(ref c0, 48);
        Vector512<float> s10 = Vector512.LoadUnsafe(ref c1), s11 = Vector512.LoadUnsafe(ref c1, 16), s12 = Vector512.LoadUnsafe(ref c1, 32), s13 = Vector512.LoadUnsafe(ref c1, 48);
        Vector512<float> s20 = Vector512.LoadUnsafe(ref c2), s21 = Vector512.LoadUnsafe(ref c2, 16), s22 = Vector512.LoadUnsafe(ref c2, 32), s23 = Vector512.LoadUnsafe(ref c2, 48);
        Vector512<float> s30 = Vector512.LoadUnsafe(ref c3), s31 = Vector512.LoadUnsafe(ref c3, 16), s32 = Vector512.LoadUnsafe(ref c3, 32), s33 = Vector512.LoadUnsafe(ref c3, 48);
        Vector512<float> s40 = Vector512.LoadUnsafe(ref c4), s41 = Vector512.LoadUnsafe(ref c4, 16), s42 = Vector512.LoadUnsafe(ref c4, 32), s43 = Vector512.LoadUnsafe(ref c4, 48);
        Vector512<float> s50 = Vector512.LoadUnsafe(ref c5), s51 = Vector512.LoadUnsafe(ref c5, 16), s52 = Vector512.LoadUnsafe(ref c5, 32), s53 = Vector512.LoadUnsafe(ref c5, 48);
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, 16), b2 = Vector512.LoadUnsafe(ref b, 32), b3 = Vector512.LoadUnsafe(ref b, 48);
            Vector512<float> w = Vector512.Create(a);
            s00 = Vector512.FusedMultiplyAdd(w, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(w, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(w, b2, s02);
            s03 = Vector512.FusedMultiplyAdd(w, b3, s03);
            w = Vector512.Create(Unsafe.Add(ref a, aRow));
            s10 = Vector512.FusedMultiplyAdd(w, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(w, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(w, b2, s12);
            s13 = Vector512.FusedMultiplyAdd(w, b3, s13);
            w = Vector512.Create(Unsafe.Add(ref a, 2 * aRow));
            s20 = Vector512.FusedMultiplyAdd(w, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(w, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(w, b2, s22);
            s23 = Vector512.FusedMultiplyAdd(w, b3, s23);
            w = Vector512.Create(Unsafe.Add(ref a, 3 * aRow));
            s30 = Vector512.FusedMultiplyAdd(w, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(w, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(w, b2, s32);
            s33 = Vector512.FusedMultiplyAdd(w, b3, s33);
            w = Vector512.Create(Unsafe.Add(ref a, 4 * aRow));
            s40 = Vector512.FusedMultiplyAdd(w, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(w, b1, s41);
            s42 = Vector512.FusedMultiplyAdd(w, b2, s42);
            s43 = Vector512.FusedMultiplyAdd(w, b3, s43);
            w = Vector512.Create(Unsafe.Add(ref a, 5 * aRow));
            s50 = Vector512.FusedMultiplyAdd(w, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(w, b1, s51);
            s52 = Vector512.FusedMultiplyAdd(w, b2, s52);
            s53 = Vector512.FusedMultiplyAdd(w, b3, s53);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }

        s00.StoreUnsafe(ref c0);
        s01.StoreUnsafe(ref c0, 16);
        s02.StoreUnsafe(ref c0, 32);
        s03.StoreUnsafe(ref c0, 48);
        s10.StoreUnsafe(ref c1);
        s11.StoreUnsafe(ref c1, 16);
        s12.StoreUnsafe(ref c1, 32);
        s13.StoreUnsafe(ref c1, 48);
        s20.StoreUnsafe(ref c2);
        s21.StoreUnsafe(ref c2, 16);
        s22.StoreUnsafe(ref c2, 32);
        s23.StoreUnsafe(ref c2, 48);
        s30.StoreUnsafe(ref c3);
        s31.StoreUnsafe(ref c3, 16);
        s32.StoreUnsafe(ref c3, 32);
        s33.StoreUnsafe(ref c3, 48);
        s40.StoreUnsafe(ref c4);
        s41.StoreUnsafe(ref c4, 16);
        s42.StoreUnsafe(ref c4, 32);
        s43.StoreUnsafe(ref c4, 48);
        s50.StoreUnsafe(ref c5);
        s51.StoreUnsafe(ref c5, 16);
        s52.StoreUnsafe(ref c5, 32);
        s53.StoreUnsafe(ref c5, 48);
    }

    /// <summary>As many columns as a part of a batch often has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By48(ref float a, nint aRow, nint aStep, ref float b, nint bStep, ref float c, nint cRow, int depth)
    {
        ref float c0 = ref c;
        ref float c1 = ref Unsafe.Add(ref c, cRow);
        ref float c2 = ref Unsafe.Add(ref c, 2 * cRow);
        ref float c3 = ref Unsafe.Add(ref c, 3 * cRow);
        ref float c4 = ref Unsafe.Add(ref c, 4 * cRow);
        ref float c5 = ref Unsafe.Add(ref c, 5 * cRow);
        Vector512<float> s00 = Vector512.LoadUnsafe(ref c0), s01 = Vector512.LoadUnsafe(ref c0, 16), s02 = Vector512.LoadUnsafe(ref c0, 32);
        Vector512<float> s10 = Vector512.LoadUnsafe(ref c1), s11 = Vector512.LoadUnsafe(ref c1, 16), s12 = Vector512.LoadUnsafe(ref c1, 32);
        Vector512<float> s20 = Vector512.LoadUnsafe(ref c2), s21 = Vector512.LoadUnsafe(ref c2, 16), s22 = Vector512.LoadUnsafe(ref c2, 32);
        Vector512<float> s30 = Vector512.LoadUnsafe(ref c3), s31 = Vector512.LoadUnsafe(ref c3, 16), s32 = Vector512.LoadUnsafe(ref c3, 32);
        Vector512<float> s40 = Vector512.LoadUnsafe(ref c4), s41 = Vector512.LoadUnsafe(ref c4, 16), s42 = Vector512.LoadUnsafe(ref c4, 32);
        Vector512<float> s50 = Vector512.LoadUnsafe(ref c5), s51 = Vector512.LoadUnsafe(ref c5, 16), s52 = Vector512.LoadUnsafe(ref c5, 32);
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, 16), b2 = Vector512.LoadUnsafe(ref b, 32);
            Vector512<float> w = Vector512.Create(a);
            s00 = Vector512.FusedMultiplyAdd(w, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(w, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(w, b2, s02);
            w = Vector512.Create(Unsafe.Add(ref a, aRow));
            s10 = Vector512.FusedMultiplyAdd(w, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(w, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(w, b2, s12);
            w = Vector512.Create(Unsafe.Add(ref a, 2 * aRow));
            s20 = Vector512.FusedMultiplyAdd(w, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(w, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(w, b2, s22);
            w = Vector512.Create(Unsafe.Add(ref a, 3 * aRow));
            s30 = Vector512.FusedMultiplyAdd(w, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(w, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(w, b2, s32);
            w = Vector512.Create(Unsafe.Add(ref a, 4 * aRow));
            s40 = Vector512.FusedMultiplyAdd(w, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(w, b1, s41);
            s42 = Vector512.FusedMultiplyAdd(w, b2, s42);
            w = Vector512.Create(Unsafe.Add(ref a, 5 * aRow));
            s50 = Vector512.FusedMultiplyAdd(w, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(w, b1, s51);
            s52 = Vector512.FusedMultiplyAdd(w, b2, s52);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }

        s00.StoreUnsafe(ref c0);
        s01.StoreUnsafe(ref c0, 16);
        s02.StoreUnsafe(ref c0, 32);
        s10.StoreUnsafe(ref c1);
        s11.StoreUnsafe(ref c1, 16);
        s12.StoreUnsafe(ref c1, 32);
        s20.StoreUnsafe(ref c2);
        s21.StoreUnsafe(ref c2, 16);
        s22.StoreUnsafe(ref c2, 32);
        s30.StoreUnsafe(ref c3);
        s31.StoreUnsafe(ref c3, 16);
        s32.StoreUnsafe(ref c3, 32);
        s40.StoreUnsafe(ref c4);
        s41.StoreUnsafe(ref c4, 16);
        s42.StoreUnsafe(ref c4, 32);
        s50.StoreUnsafe(ref c5);
        s51.StoreUnsafe(ref c5, 16);
        s52.StoreUnsafe(ref c5, 32);
    }

    /// <summary>What is left of 64 columns on AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By32(ref float a, nint aRow, nint aStep, ref float b, nint bStep, ref float c, nint cRow, int depth)
    {
        ref float c0 = ref c;
        ref float c1 = ref Unsafe.Add(ref c, cRow);
        ref float c2 = ref Unsafe.Add(ref c, 2 * cRow);
        ref float c3 = ref Unsafe.Add(ref c, 3 * cRow);
        ref float c4 = ref Unsafe.Add(ref c, 4 * cRow);
        ref float c5 = ref Unsafe.Add(ref c, 5 * cRow);
        Vector512<float> s00 = Vector512.LoadUnsafe(ref c0), s01 = Vector512.LoadUnsafe(ref c0, 16);
        Vector512<float> s10 = Vector512.LoadUnsafe(ref c1), s11 = Vector512.LoadUnsafe(ref c1, 16);
        Vector512<float> s20 = Vector512.LoadUnsafe(ref c2), s21 = Vector512.LoadUnsafe(ref c2, 16);
        Vector512<float> s30 = Vector512.LoadUnsafe(ref c3), s31 = Vector512.LoadUnsafe(ref c3, 16);
        Vector512<float> s40 = Vector512.LoadUnsafe(ref c4), s41 = Vector512.LoadUnsafe(ref c4, 16);
        Vector512<float> s50 = Vector512.LoadUnsafe(ref c5), s51 = Vector512.LoadUnsafe(ref c5, 16);
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, 16);
            Vector512<float> w = Vector512.Create(a);
            s00 = Vector512.FusedMultiplyAdd(w, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(w, b1, s01);
            w = Vector512.Create(Unsafe.Add(ref a, aRow));
            s10 = Vector512.FusedMultiplyAdd(w, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(w, b1, s11);
            w = Vector512.Create(Unsafe.Add(ref a, 2 * aRow));
            s20 = Vector512.FusedMultiplyAdd(w, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(w, b1, s21);
            w = Vector512.Create(Unsafe.Add(ref a, 3 * aRow));
            s30 = Vector512.FusedMultiplyAdd(w, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(w, b1, s31);
            w = Vector512.Create(Unsafe.Add(ref a, 4 * aRow));
            s40 = Vector512.FusedMultiplyAdd(w, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(w, b1, s41);
            w = Vector512.Create(Unsafe.Add(ref a, 5 * aRow));
            s50 = Vector512.FusedMultiplyAdd(w, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(w, b1, s51);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }

        s00.StoreUnsafe(ref c0);
        s01.StoreUnsafe(ref c0, 16);
        s10.StoreUnsafe(ref c1);
        s11.StoreUnsafe(ref c1, 16);
        s20.StoreUnsafe(ref c2);
        s21.StoreUnsafe(ref c2, 16);
        s30.StoreUnsafe(ref c3);
        s31.StoreUnsafe(ref c3, 16);
        s40.StoreUnsafe(ref c4);
        s41.StoreUnsafe(ref c4, 16);
        s50.StoreUnsafe(ref c5);
        s51.StoreUnsafe(ref c5, 16);
    }
}
