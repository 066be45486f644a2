using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// The innermost loops of <see cref="SparseBackward"/> by vectors of sixteen samples: a[j] and what becomes of it in registers
/// while the connections of input j pass by. Parameters as there; the lines repeat because the sums must be variables to stay
/// in registers. Four connections are taken at once where a row is long, for their sums are cheaper to finish together.
/// </summary>
internal static class SparseBackwardWide
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By64(
        InputOrder order, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate, Activation? below,
        bool skips, int begin, int end)
    {
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets), outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), g = ref MemoryMarshal.GetArrayDataReference(gradient);
        ref float d = ref delta.First;
        nint stride = delta.Stride;
        for (int j = begin; j < end; j++)
        {
            int place = Unsafe.Add(ref offsets, j), last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref input.RowStart(j);
            Vector512<float> a0 = Vector512.LoadUnsafe(ref a), a1 = Vector512.LoadUnsafe(ref a, 16), a2 = Vector512.LoadUnsafe(ref a, 32), a3 = Vector512.LoadUnsafe(ref a, 48);
            if (skips && (a0.AsInt32() | a1.AsInt32() | a2.AsInt32() | a3.AsInt32()) == Vector512<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            Vector512<float> b0 = Vector512<float>.Zero, b1 = b0, b2 = b0, b3 = b0;
            for (; place + 4 <= last; place += 4)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> row = Vector512.LoadUnsafe(ref x);
                Vector512<float> s0 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                s0 = Vector512.FusedMultiplyAdd(a1, row, s0);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                s0 = Vector512.FusedMultiplyAdd(a2, row, s0);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                s0 = Vector512.FusedMultiplyAdd(a3, row, s0);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 1));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 1) * stride);
                row = Vector512.LoadUnsafe(ref x);
                Vector512<float> s1 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                s1 = Vector512.FusedMultiplyAdd(a1, row, s1);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                s1 = Vector512.FusedMultiplyAdd(a2, row, s1);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                s1 = Vector512.FusedMultiplyAdd(a3, row, s1);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 2));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 2) * stride);
                row = Vector512.LoadUnsafe(ref x);
                Vector512<float> s2 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                s2 = Vector512.FusedMultiplyAdd(a1, row, s2);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                s2 = Vector512.FusedMultiplyAdd(a2, row, s2);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                s2 = Vector512.FusedMultiplyAdd(a3, row, s2);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 3));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 3) * stride);
                row = Vector512.LoadUnsafe(ref x);
                Vector512<float> s3 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                s3 = Vector512.FusedMultiplyAdd(a1, row, s3);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                s3 = Vector512.FusedMultiplyAdd(a2, row, s3);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                s3 = Vector512.FusedMultiplyAdd(a3, row, s3);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                LaneSum.OfFour(s0, s1, s2, s3).StoreUnsafe(ref g, (nuint)place);
            }

            for (; place < last; place++)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> row = Vector512.LoadUnsafe(ref x), sum = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                sum = Vector512.FusedMultiplyAdd(a1, row, sum);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                sum = Vector512.FusedMultiplyAdd(a2, row, sum);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                sum = Vector512.FusedMultiplyAdd(a3, row, sum);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                Unsafe.Add(ref g, place) = LaneSum.Of(sum);
            }

            if (below is not { } f) continue;
            ref float open = ref gate.RowStart(j);
            f.Backward(b0, Vector512.LoadUnsafe(ref open)).StoreUnsafe(ref a);
            f.Backward(b1, Vector512.LoadUnsafe(ref open, 16)).StoreUnsafe(ref a, 16);
            f.Backward(b2, Vector512.LoadUnsafe(ref open, 32)).StoreUnsafe(ref a, 32);
            f.Backward(b3, Vector512.LoadUnsafe(ref open, 48)).StoreUnsafe(ref a, 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By48(
        InputOrder order, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate, Activation? below,
        bool skips, int begin, int end)
    {
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets), outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), g = ref MemoryMarshal.GetArrayDataReference(gradient);
        ref float d = ref delta.First;
        nint stride = delta.Stride;
        for (int j = begin; j < end; j++)
        {
            int place = Unsafe.Add(ref offsets, j), last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref input.RowStart(j);
            Vector512<float> a0 = Vector512.LoadUnsafe(ref a), a1 = Vector512.LoadUnsafe(ref a, 16), a2 = Vector512.LoadUnsafe(ref a, 32);
            if (skips && (a0.AsInt32() | a1.AsInt32() | a2.AsInt32()) == Vector512<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            Vector512<float> b0 = Vector512<float>.Zero, b1 = b0, b2 = b0;
            for (; place + 4 <= last; place += 4)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> row = Vector512.LoadUnsafe(ref x);
                Vector512<float> s0 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                s0 = Vector512.FusedMultiplyAdd(a1, row, s0);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                s0 = Vector512.FusedMultiplyAdd(a2, row, s0);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 1));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 1) * stride);
                row = Vector512.LoadUnsafe(ref x);
                Vector512<float> s1 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                s1 = Vector512.FusedMultiplyAdd(a1, row, s1);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                s1 = Vector512.FusedMultiplyAdd(a2, row, s1);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 2));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 2) * stride);
                row = Vector512.LoadUnsafe(ref x);
                Vector512<float> s2 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                s2 = Vector512.FusedMultiplyAdd(a1, row, s2);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                s2 = Vector512.FusedMultiplyAdd(a2, row, s2);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 3));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 3) * stride);
                row = Vector512.LoadUnsafe(ref x);
                Vector512<float> s3 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                s3 = Vector512.FusedMultiplyAdd(a1, row, s3);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                s3 = Vector512.FusedMultiplyAdd(a2, row, s3);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                LaneSum.OfFour(s0, s1, s2, s3).StoreUnsafe(ref g, (nuint)place);
            }

            for (; place < last; place++)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> row = Vector512.LoadUnsafe(ref x), sum = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                sum = Vector512.FusedMultiplyAdd(a1, row, sum);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                sum = Vector512.FusedMultiplyAdd(a2, row, sum);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                Unsafe.Add(ref g, place) = LaneSum.Of(sum);
            }

            if (below is not { } f) continue;
            ref float open = ref gate.RowStart(j);
            f.Backward(b0, Vector512.LoadUnsafe(ref open)).StoreUnsafe(ref a);
            f.Backward(b1, Vector512.LoadUnsafe(ref open, 16)).StoreUnsafe(ref a, 16);
            f.Backward(b2, Vector512.LoadUnsafe(ref open, 32)).StoreUnsafe(ref a, 32);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By32(
        InputOrder order, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate, Activation? below,
        bool skips, int begin, int end)
    {
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets), outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), g = ref MemoryMarshal.GetArrayDataReference(gradient);
        ref float d = ref delta.First;
        nint stride = delta.Stride;
        for (int j = begin; j < end; j++)
        {
            int place = Unsafe.Add(ref offsets, j), last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref input.RowStart(j);
            Vector512<float> a0 = Vector512.LoadUnsafe(ref a), a1 = Vector512.LoadUnsafe(ref a, 16);
            if (skips && (a0.AsInt32() | a1.AsInt32()) == Vector512<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            Vector512<float> b0 = Vector512<float>.Zero, b1 = b0;
            for (; place < last; place++)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> row = Vector512.LoadUnsafe(ref x), sum = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                sum = Vector512.FusedMultiplyAdd(a1, row, sum);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                Unsafe.Add(ref g, place) = LaneSum.Of(sum);
            }

            if (below is not { } f) continue;
            ref float open = ref gate.RowStart(j);
            f.Backward(b0, Vector512.LoadUnsafe(ref open)).StoreUnsafe(ref a);
            f.Backward(b1, Vector512.LoadUnsafe(ref open, 16)).StoreUnsafe(ref a, 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By16(
        InputOrder order, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate, Activation? below,
        bool skips, int begin, int end)
    {
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets), outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), g = ref MemoryMarshal.GetArrayDataReference(gradient);
        ref float d = ref delta.First;
        nint stride = delta.Stride;
        for (int j = begin; j < end; j++)
        {
            int place = Unsafe.Add(ref offsets, j), last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref input.RowStart(j);
            Vector512<float> a0 = Vector512.LoadUnsafe(ref a);
            if (skips && (a0.AsInt32()) == Vector512<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            Vector512<float> b0 = Vector512<float>.Zero;
            for (; place < last; place++)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> row = Vector512.LoadUnsafe(ref x), sum = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                Unsafe.Add(ref g, place) = LaneSum.Of(sum);
            }

            if (below is not { } f) continue;
            ref float open = ref gate.RowStart(j);
            f.Backward(b0, Vector512.LoadUnsafe(ref open)).StoreUnsafe(ref a);
        }
    }
}
