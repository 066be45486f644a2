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
        result = Loop(turns, V.Broadcast(1e-9f));
        return 2.0 * Sums * V.Length * turns;
    }

    /// <summary>Sums stay below 1, and are never denormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop<V>(int turns, V x)
        where V : struct, IRegister<V>
    {
        V s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        for (int turn = 0; turn < turns; turn++)
        {
            V.AddProduct(ref s0, x, in x);
            V.AddProduct(ref s1, x, in x);
            V.AddProduct(ref s2, x, in x);
            V.AddProduct(ref s3, x, in x);
            V.AddProduct(ref s4, x, in x);
            V.AddProduct(ref s5, x, in x);
            V.AddProduct(ref s6, x, in x);
            V.AddProduct(ref s7, x, in x);
            V.AddProduct(ref s8, x, in x);
            V.AddProduct(ref s9, x, in x);
            V.AddProduct(ref s10, x, in x);
            V.AddProduct(ref s11, x, in x);
        }

        V.AddProduct(ref s0, s1, in s2);
        V.AddProduct(ref s3, s4, in s5);
        V.AddProduct(ref s6, s7, in s8);
        V.AddProduct(ref s9, s10, in s11);
        V.AddProduct(ref s0, s3, in s6);
        V.AddProduct(ref s0, s9, in x);
        return V.Sum(s0, s9);
    }
}
