using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels.Rows;

namespace Ctre.Benchmarking;

/// <summary>
/// Nothing but fused multiply-adds in the registers that kernels use: as many as a core can do in float32. A multiply-add takes about four
/// cycles and a core begins two in each, so that eight or more must be under way; twelve sums fit the sixteen registers of AVX2.
/// </summary>
internal static class PeakLoop
{
    private const int Sums = 12;

    /// <summary>Runs the loop with the widest vectors that the hardware has.</summary>
    /// <param name="turns">How often each sum is updated.</param>
    /// <param name="result">The result; to be used, so that no compiler removes the loop.</param>
    /// <returns>Floating-point operations done; a multiply-add is 2.</returns>
    public static double Run(int turns, out float result) => Vector512.IsHardwareAccelerated
        ? Run<Row16>(turns, out result)
        : Run<Row8>(turns, out result);

    private static double Run<V>(int turns, out float result)
        where V : struct, IRegister<V>
    {
        result = Loop(turns, V.Broadcast(1e-9f), V.Broadcast(1e-9f));
        return 2.0 * Sums * V.Length * turns;
    }

    /// <summary>Sums stay below 1, and are never denormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop<V>(int turns, V a, V b)
        where V : struct, IRegister<V>
    {
        V s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b, s8 = b, s9 = b, s10 = b, s11 = b;
        for (int turn = 0; turn < turns; turn++)
        {
            V.AddProduct(ref s0, a, in b);
            V.AddProduct(ref s1, a, in b);
            V.AddProduct(ref s2, a, in b);
            V.AddProduct(ref s3, a, in b);
            V.AddProduct(ref s4, a, in b);
            V.AddProduct(ref s5, a, in b);
            V.AddProduct(ref s6, a, in b);
            V.AddProduct(ref s7, a, in b);
            V.AddProduct(ref s8, a, in b);
            V.AddProduct(ref s9, a, in b);
            V.AddProduct(ref s10, a, in b);
            V.AddProduct(ref s11, a, in b);
        }

        V.AddTo(in s6, ref s0, ref s1);
        V.AddTo(in s7, ref s0, ref s1);
        V.AddTo(in s8, ref s2, ref s3);
        V.AddTo(in s9, ref s2, ref s3);
        V.AddTo(in s10, ref s4, ref s5);
        V.AddTo(in s11, ref s4, ref s5);
        return V.Sum(s0, s1) + V.Sum(s1, s2) + V.Sum(s2, s3) + V.Sum(s3, s4) + V.Sum(s4, s5) + V.Sum(s5, s0);
    }
}
