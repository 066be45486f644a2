using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// The innermost loops of <see cref="SparseBackward"/> by vectors of eight samples. Of the sixteen registers of AVX2 what
/// becomes of a[j] takes up to eight; a[j] itself is read from the nearest cache.
/// </summary>
internal static class SparseBackwardNarrow
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
            if (skips && IsZero(ref a, 64))
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            Vector256<float> b0 = Vector256<float>.Zero, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
            for (; place < last; place++)
            {
                Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector256<float> row = Vector256.LoadUnsafe(ref x), low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a), row, Vector256<float>.Zero);
                b0 = Vector256.FusedMultiplyAdd(weight, row, b0);
                row = Vector256.LoadUnsafe(ref x, 8);
                Vector256<float> high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 8), row, Vector256<float>.Zero);
                b1 = Vector256.FusedMultiplyAdd(weight, row, b1);
                row = Vector256.LoadUnsafe(ref x, 16);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 16), row, low);
                b2 = Vector256.FusedMultiplyAdd(weight, row, b2);
                row = Vector256.LoadUnsafe(ref x, 24);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 24), row, high);
                b3 = Vector256.FusedMultiplyAdd(weight, row, b3);
                row = Vector256.LoadUnsafe(ref x, 32);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 32), row, low);
                b4 = Vector256.FusedMultiplyAdd(weight, row, b4);
                row = Vector256.LoadUnsafe(ref x, 40);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 40), row, high);
                b5 = Vector256.FusedMultiplyAdd(weight, row, b5);
                row = Vector256.LoadUnsafe(ref x, 48);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 48), row, low);
                b6 = Vector256.FusedMultiplyAdd(weight, row, b6);
                row = Vector256.LoadUnsafe(ref x, 56);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 56), row, high);
                b7 = Vector256.FusedMultiplyAdd(weight, row, b7);
                Unsafe.Add(ref g, place) = LaneSum.Of(low + high);
            }

            if (below is not { } f) continue;
            ref float open = ref gate.RowStart(j);
            f.Backward(b0, Vector256.LoadUnsafe(ref open)).StoreUnsafe(ref a);
            f.Backward(b1, Vector256.LoadUnsafe(ref open, 8)).StoreUnsafe(ref a, 8);
            f.Backward(b2, Vector256.LoadUnsafe(ref open, 16)).StoreUnsafe(ref a, 16);
            f.Backward(b3, Vector256.LoadUnsafe(ref open, 24)).StoreUnsafe(ref a, 24);
            f.Backward(b4, Vector256.LoadUnsafe(ref open, 32)).StoreUnsafe(ref a, 32);
            f.Backward(b5, Vector256.LoadUnsafe(ref open, 40)).StoreUnsafe(ref a, 40);
            f.Backward(b6, Vector256.LoadUnsafe(ref open, 48)).StoreUnsafe(ref a, 48);
            f.Backward(b7, Vector256.LoadUnsafe(ref open, 56)).StoreUnsafe(ref a, 56);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void By56(
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
            if (skips && IsZero(ref a, 56))
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            Vector256<float> b0 = Vector256<float>.Zero, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0;
            for (; place < last; place++)
            {
                Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector256<float> row = Vector256.LoadUnsafe(ref x), low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a), row, Vector256<float>.Zero);
                b0 = Vector256.FusedMultiplyAdd(weight, row, b0);
                row = Vector256.LoadUnsafe(ref x, 8);
                Vector256<float> high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 8), row, Vector256<float>.Zero);
                b1 = Vector256.FusedMultiplyAdd(weight, row, b1);
                row = Vector256.LoadUnsafe(ref x, 16);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 16), row, low);
                b2 = Vector256.FusedMultiplyAdd(weight, row, b2);
                row = Vector256.LoadUnsafe(ref x, 24);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 24), row, high);
                b3 = Vector256.FusedMultiplyAdd(weight, row, b3);
                row = Vector256.LoadUnsafe(ref x, 32);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 32), row, low);
                b4 = Vector256.FusedMultiplyAdd(weight, row, b4);
                row = Vector256.LoadUnsafe(ref x, 40);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 40), row, high);
                b5 = Vector256.FusedMultiplyAdd(weight, row, b5);
                row = Vector256.LoadUnsafe(ref x, 48);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 48), row, low);
                b6 = Vector256.FusedMultiplyAdd(weight, row, b6);
                Unsafe.Add(ref g, place) = LaneSum.Of(low + high);
            }

            if (below is not { } f) continue;
            ref float open = ref gate.RowStart(j);
            f.Backward(b0, Vector256.LoadUnsafe(ref open)).StoreUnsafe(ref a);
            f.Backward(b1, Vector256.LoadUnsafe(ref open, 8)).StoreUnsafe(ref a, 8);
            f.Backward(b2, Vector256.LoadUnsafe(ref open, 16)).StoreUnsafe(ref a, 16);
            f.Backward(b3, Vector256.LoadUnsafe(ref open, 24)).StoreUnsafe(ref a, 24);
            f.Backward(b4, Vector256.LoadUnsafe(ref open, 32)).StoreUnsafe(ref a, 32);
            f.Backward(b5, Vector256.LoadUnsafe(ref open, 40)).StoreUnsafe(ref a, 40);
            f.Backward(b6, Vector256.LoadUnsafe(ref open, 48)).StoreUnsafe(ref a, 48);
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
            if (skips && IsZero(ref a, 48))
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            Vector256<float> b0 = Vector256<float>.Zero, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0;
            for (; place < last; place++)
            {
                Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector256<float> row = Vector256.LoadUnsafe(ref x), low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a), row, Vector256<float>.Zero);
                b0 = Vector256.FusedMultiplyAdd(weight, row, b0);
                row = Vector256.LoadUnsafe(ref x, 8);
                Vector256<float> high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 8), row, Vector256<float>.Zero);
                b1 = Vector256.FusedMultiplyAdd(weight, row, b1);
                row = Vector256.LoadUnsafe(ref x, 16);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 16), row, low);
                b2 = Vector256.FusedMultiplyAdd(weight, row, b2);
                row = Vector256.LoadUnsafe(ref x, 24);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 24), row, high);
                b3 = Vector256.FusedMultiplyAdd(weight, row, b3);
                row = Vector256.LoadUnsafe(ref x, 32);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 32), row, low);
                b4 = Vector256.FusedMultiplyAdd(weight, row, b4);
                row = Vector256.LoadUnsafe(ref x, 40);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 40), row, high);
                b5 = Vector256.FusedMultiplyAdd(weight, row, b5);
                Unsafe.Add(ref g, place) = LaneSum.Of(low + high);
            }

            if (below is not { } f) continue;
            ref float open = ref gate.RowStart(j);
            f.Backward(b0, Vector256.LoadUnsafe(ref open)).StoreUnsafe(ref a);
            f.Backward(b1, Vector256.LoadUnsafe(ref open, 8)).StoreUnsafe(ref a, 8);
            f.Backward(b2, Vector256.LoadUnsafe(ref open, 16)).StoreUnsafe(ref a, 16);
            f.Backward(b3, Vector256.LoadUnsafe(ref open, 24)).StoreUnsafe(ref a, 24);
            f.Backward(b4, Vector256.LoadUnsafe(ref open, 32)).StoreUnsafe(ref a, 32);
            f.Backward(b5, Vector256.LoadUnsafe(ref open, 40)).StoreUnsafe(ref a, 40);
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
            if (skips && IsZero(ref a, 32))
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            Vector256<float> b0 = Vector256<float>.Zero, b1 = b0, b2 = b0, b3 = b0;
            for (; place < last; place++)
            {
                Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector256<float> row = Vector256.LoadUnsafe(ref x), low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a), row, Vector256<float>.Zero);
                b0 = Vector256.FusedMultiplyAdd(weight, row, b0);
                row = Vector256.LoadUnsafe(ref x, 8);
                Vector256<float> high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 8), row, Vector256<float>.Zero);
                b1 = Vector256.FusedMultiplyAdd(weight, row, b1);
                row = Vector256.LoadUnsafe(ref x, 16);
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 16), row, low);
                b2 = Vector256.FusedMultiplyAdd(weight, row, b2);
                row = Vector256.LoadUnsafe(ref x, 24);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 24), row, high);
                b3 = Vector256.FusedMultiplyAdd(weight, row, b3);
                Unsafe.Add(ref g, place) = LaneSum.Of(low + high);
            }

            if (below is not { } f) continue;
            ref float open = ref gate.RowStart(j);
            f.Backward(b0, Vector256.LoadUnsafe(ref open)).StoreUnsafe(ref a);
            f.Backward(b1, Vector256.LoadUnsafe(ref open, 8)).StoreUnsafe(ref a, 8);
            f.Backward(b2, Vector256.LoadUnsafe(ref open, 16)).StoreUnsafe(ref a, 16);
            f.Backward(b3, Vector256.LoadUnsafe(ref open, 24)).StoreUnsafe(ref a, 24);
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
            if (skips && IsZero(ref a, 16))
            {
                gradient.AsSpan(place..last).Clear();
                continue;
            }

            Vector256<float> b0 = Vector256<float>.Zero, b1 = b0;
            for (; place < last; place++)
            {
                Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector256<float> row = Vector256.LoadUnsafe(ref x), low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a), row, Vector256<float>.Zero);
                b0 = Vector256.FusedMultiplyAdd(weight, row, b0);
                row = Vector256.LoadUnsafe(ref x, 8);
                Vector256<float> high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, 8), row, Vector256<float>.Zero);
                b1 = Vector256.FusedMultiplyAdd(weight, row, b1);
                Unsafe.Add(ref g, place) = LaneSum.Of(low + high);
            }

            if (below is not { } f) continue;
            ref float open = ref gate.RowStart(j);
            f.Backward(b0, Vector256.LoadUnsafe(ref open)).StoreUnsafe(ref a);
            f.Backward(b1, Vector256.LoadUnsafe(ref open, 8)).StoreUnsafe(ref a, 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsZero(ref float row, int samples)
    {
        for (nuint s = 0; s < (nuint)samples; s += Signal.Lanes)
            if (Vector256.LoadUnsafe(ref row, s).AsInt32() != Vector256<int>.Zero) return false;
        return true;
    }
}
