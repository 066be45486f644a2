using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>The backward pass of the first layer on rows as long as those of <see cref="SparseLongRows"/>: its inputs need no gradient.</summary>
internal static class SparseLongGradients
{
    /// <summary>Processes input neurons [begin, end); parameters as of <see cref="SparseBackward.Inputs"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(InputOrder order, float[] gradient, Signal delta, Signal input, int begin, int end)
    {
        SparseLongRows.RequireRoom(delta, input);
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets), outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float g = ref MemoryMarshal.GetArrayDataReference(gradient);
        ref float d = ref delta.First;
        nint stride = delta.Stride;
        for (int j = begin; j < end; j++)
        {
            int place = Unsafe.Add(ref offsets, j), last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref input.RowStart(j);
            Vector512<float> a0 = Vector512.LoadUnsafe(ref a), a1 = Vector512.LoadUnsafe(ref a, 16), a2 = Vector512.LoadUnsafe(ref a, 32);
            Vector512<float> a3 = Vector512.LoadUnsafe(ref a, 48), a4 = Vector512.LoadUnsafe(ref a, 64), a5 = Vector512.LoadUnsafe(ref a, 80);
            Vector512<float> a6 = Vector512.LoadUnsafe(ref a, 96), any = a0 | a1 | a2 | a3 | a4 | a5 | a6;
            if (any.AsInt32() == Vector512<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            for (; place + 4 <= last; place += 4)
            {
                ref float x0 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                ref float x1 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 1) * stride);
                ref float x2 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 2) * stride);
                ref float x3 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 3) * stride);
                Vector128<float> sums = LaneSum.OfFour(
                    First(ref x0, a0, a1, a2), First(ref x1, a0, a1, a2), First(ref x2, a0, a1, a2), First(ref x3, a0, a1, a2));
                sums += LaneSum.OfFour(
                    Rest(ref x0, a3, a4, a5, a6), Rest(ref x1, a3, a4, a5, a6), Rest(ref x2, a3, a4, a5, a6), Rest(ref x3, a3, a4, a5, a6));
                sums.StoreUnsafe(ref g, (nuint)place);
            }

            for (; place < last; place++)
            {
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Unsafe.Add(ref g, place) = LaneSum.OfTwo(First(ref x, a0, a1, a2), Rest(ref x, a3, a4, a5, a6));
            }
        }
    }

    /// <summary>Products of the samples before the cut, in sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> First(ref float x, Vector512<float> a0, Vector512<float> a1, Vector512<float> a2)
    {
        Vector512<float> sum = Vector512.FusedMultiplyAdd(a0, Vector512.LoadUnsafe(ref x), Vector512<float>.Zero);
        sum = Vector512.FusedMultiplyAdd(a1, Vector512.LoadUnsafe(ref x, 16), sum);
        return Vector512.FusedMultiplyAdd(a2, Vector512.LoadUnsafe(ref x, 32), sum);
    }

    /// <summary>Products of the samples after the cut, in sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Rest(ref float x, Vector512<float> a3, Vector512<float> a4, Vector512<float> a5, Vector512<float> a6)
    {
        Vector512<float> sum = Vector512.FusedMultiplyAdd(a3, Vector512.LoadUnsafe(ref x, 48), Vector512<float>.Zero);
        sum = Vector512.FusedMultiplyAdd(a4, Vector512.LoadUnsafe(ref x, 64), sum);
        sum = Vector512.FusedMultiplyAdd(a5, Vector512.LoadUnsafe(ref x, 80), sum);
        return Vector512.FusedMultiplyAdd(a6, Vector512.LoadUnsafe(ref x, 96), sum);
    }
}
