using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Benchmarking;

/// <summary>
/// Nothing but fused multiply-adds in registers: as many as a core can do in float32. A multiply-add takes about four cycles
/// and a core begins two in each, so that eight or more must be under way; twelve sums fit the sixteen registers of AVX2.
/// </summary>
internal static class PeakLoop
{
    private const int Sums = 12;

    private interface ILanes<T>
    {
        public static abstract int Count { get; }

        public static abstract T All(float value);

        public static abstract T MultiplyAdd(T a, T b, T c);

        public static abstract float First(T vector);
    }

    /// <summary>Runs the loop with the widest vectors that the hardware has.</summary>
    /// <param name="turns">How often each sum is updated.</param>
    /// <param name="result">What came out; to be kept, so that no compiler leaves the loop out.</param>
    /// <returns>Floating-point operations done; a multiply-add is 2.</returns>
    public static double Run(int turns, out float result) =>
        Vector512.IsHardwareAccelerated ? Run<Vector512<float>, Lanes512>(turns, out result)
        : Vector256.IsHardwareAccelerated ? Run<Vector256<float>, Lanes256>(turns, out result)
        : Run<Vector128<float>, Lanes128>(turns, out result);

    private static double Run<T, TLanes>(int turns, out float result)
        where T : struct
        where TLanes : ILanes<T>
    {
        result = TLanes.First(Loop<T, TLanes>(turns, TLanes.All(0.75f), TLanes.All(0.25f)));
        return 2.0 * Sums * TLanes.Count * turns;
    }

    /// <summary>x ← x · a + b tends to b / (1 − a) = 1: neither infinite nor denormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Loop<T, TLanes>(int turns, T a, T b)
        where T : struct
        where TLanes : ILanes<T>
    {
        T s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b, s8 = b, s9 = b, s10 = b, s11 = b;
        for (int turn = 0; turn < turns; turn++)
        {
            s0 = TLanes.MultiplyAdd(s0, a, b);
            s1 = TLanes.MultiplyAdd(s1, a, b);
            s2 = TLanes.MultiplyAdd(s2, a, b);
            s3 = TLanes.MultiplyAdd(s3, a, b);
            s4 = TLanes.MultiplyAdd(s4, a, b);
            s5 = TLanes.MultiplyAdd(s5, a, b);
            s6 = TLanes.MultiplyAdd(s6, a, b);
            s7 = TLanes.MultiplyAdd(s7, a, b);
            s8 = TLanes.MultiplyAdd(s8, a, b);
            s9 = TLanes.MultiplyAdd(s9, a, b);
            s10 = TLanes.MultiplyAdd(s10, a, b);
            s11 = TLanes.MultiplyAdd(s11, a, b);
        }

        T low = TLanes.MultiplyAdd(s0, s1, TLanes.MultiplyAdd(s2, s3, TLanes.MultiplyAdd(s4, s5, b)));
        return TLanes.MultiplyAdd(s6, s7, TLanes.MultiplyAdd(s8, s9, TLanes.MultiplyAdd(s10, s11, low)));
    }

    private readonly struct Lanes512 : ILanes<Vector512<float>>
    {
        public static int Count => Vector512<float>.Count;

        public static Vector512<float> All(float value) => Vector512.Create(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
            Vector512.FusedMultiplyAdd(a, b, c);

        public static float First(Vector512<float> vector) => vector[0];
    }

    private readonly struct Lanes256 : ILanes<Vector256<float>>
    {
        public static int Count => Vector256<float>.Count;

        public static Vector256<float> All(float value) => Vector256.Create(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
            Vector256.FusedMultiplyAdd(a, b, c);

        public static float First(Vector256<float> vector) => vector[0];
    }

    private readonly struct Lanes128 : ILanes<Vector128<float>>
    {
        public static int Count => Vector128<float>.Count;

        public static Vector128<float> All(float value) => Vector128.Create(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
            Vector128.FusedMultiplyAdd(a, b, c);

        public static float First(Vector128<float> vector) => vector[0];
    }
}
