using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// The loops of <see cref="SparseForward"/> and <see cref="SparseBackward"/> for both parts of a batch of 65 to 112 samples at once, by
/// seven vectors of sixteen: what a connection costs besides its samples, it costs once. Two parts that are run one after the other give
/// the same bits. Needs the 32 registers of AVX-512. Rows of signals are <see cref="MaxSamples"/> long, padding included.
/// </summary>
internal static class SparseLongRows
{
    /// <summary>Where a batch of so many samples is cut into two parts.</summary>
    public const int Cut = 48;

    /// <summary>The most samples of both parts.</summary>
    public const int MaxSamples = 112;

    /// <summary>Whether so many samples are two parts that may be taken as one.</summary>
    public static bool AreLong(int samples) => samples is > SparseForward.MaxSamples and <= MaxSamples;

    /// <summary>Computes rows [begin, end) of z; parameters as of <see cref="SparseForward.Rows"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        Connections connections, float[] weights, float[] bias, Signal input, Signal output, bool relu, int begin, int end)
    {
        RequireRoom(input, output);
        ref int offsets = ref MemoryMarshal.GetReference(connections.RowOffsets), columns = ref MemoryMarshal.GetReference(connections.Columns);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), a = ref input.First;
        nint stride = input.Stride;
        for (int row = begin; row < end; row++)
        {
            int slot = Unsafe.Add(ref offsets, row), last = Unsafe.Add(ref offsets, row + 1);
            Vector512<float> z0 = Vector512.Create(bias[row]), z1 = z0, z2 = z0, z3 = z0, z4 = z0, z5 = z0, z6 = z0;
            for (; slot < last; slot++)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, slot));
                ref float x = ref Unsafe.Add(ref a, Unsafe.Add(ref columns, slot) * stride);
                z0 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref x), z0);
                z1 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref x, 16), z1);
                z2 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref x, 32), z2);
                z3 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref x, 48), z3);
                z4 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref x, 64), z4);
                z5 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref x, 80), z5);
                z6 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref x, 96), z6);
            }

            ref float z = ref output.RowStart(row);
            SparseForward.Store(z0, ref z, 0, relu);
            SparseForward.Store(z1, ref z, 16, relu);
            SparseForward.Store(z2, ref z, 32, relu);
            SparseForward.Store(z3, ref z, 48, relu);
            SparseForward.Store(z4, ref z, 64, relu);
            SparseForward.Store(z5, ref z, 80, relu);
            SparseForward.Store(z6, ref z, 96, relu);
        }
    }

    /// <summary>
    /// Processes input neurons [begin, end) of a layer above another; parameters as of <see cref="SparseBackward.Inputs"/>, and ∂loss/∂b of
    /// the layer below, by input, to be written as <see cref="SparseBackward.Bias"/> does; null if it is not wanted.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        InputOrder order, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate, Activation below, float[]? biasBelow,
        int begin, int end)
    {
        RequireRoom(delta, input);
        bool isOpen = SparseBackward.Skips(input, gate, below);
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets), outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), g = ref MemoryMarshal.GetArrayDataReference(gradient);
        ref float d = ref delta.First;
        nint stride = delta.Stride;
        for (int j = begin; j < end; j++)
        {
            int place = Unsafe.Add(ref offsets, j), last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref input.RowStart(j);
            Vector512<float> a0 = Vector512.LoadUnsafe(ref a), a1 = Vector512.LoadUnsafe(ref a, 16), a2 = Vector512.LoadUnsafe(ref a, 32);
            Vector512<float> a3 = Vector512.LoadUnsafe(ref a, 48), a4 = Vector512.LoadUnsafe(ref a, 64), a5 = Vector512.LoadUnsafe(ref a, 80);
            Vector512<float> a6 = Vector512.LoadUnsafe(ref a, 96), any = a0 | a1 | a2 | a3 | a4 | a5 | a6;
            if (isOpen && any.AsInt32() == Vector512<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                if (biasBelow is not null) biasBelow[j] = 0;
                continue;
            }

            Vector512<float> b0 = Vector512<float>.Zero, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0;
            for (; place + 4 <= last; place += 4)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> row = Vector512.LoadUnsafe(ref x);
                Vector512<float> p0 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                p0 = Vector512.FusedMultiplyAdd(a1, row, p0);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                p0 = Vector512.FusedMultiplyAdd(a2, row, p0);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                Vector512<float> q0 = Vector512.FusedMultiplyAdd(a3, row, Vector512<float>.Zero);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                row = Vector512.LoadUnsafe(ref x, 64);
                q0 = Vector512.FusedMultiplyAdd(a4, row, q0);
                b4 = Vector512.FusedMultiplyAdd(weight, row, b4);
                row = Vector512.LoadUnsafe(ref x, 80);
                q0 = Vector512.FusedMultiplyAdd(a5, row, q0);
                b5 = Vector512.FusedMultiplyAdd(weight, row, b5);
                row = Vector512.LoadUnsafe(ref x, 96);
                q0 = Vector512.FusedMultiplyAdd(a6, row, q0);
                b6 = Vector512.FusedMultiplyAdd(weight, row, b6);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 1));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 1) * stride);
                row = Vector512.LoadUnsafe(ref x);
                Vector512<float> p1 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                p1 = Vector512.FusedMultiplyAdd(a1, row, p1);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                p1 = Vector512.FusedMultiplyAdd(a2, row, p1);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                Vector512<float> q1 = Vector512.FusedMultiplyAdd(a3, row, Vector512<float>.Zero);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                row = Vector512.LoadUnsafe(ref x, 64);
                q1 = Vector512.FusedMultiplyAdd(a4, row, q1);
                b4 = Vector512.FusedMultiplyAdd(weight, row, b4);
                row = Vector512.LoadUnsafe(ref x, 80);
                q1 = Vector512.FusedMultiplyAdd(a5, row, q1);
                b5 = Vector512.FusedMultiplyAdd(weight, row, b5);
                row = Vector512.LoadUnsafe(ref x, 96);
                q1 = Vector512.FusedMultiplyAdd(a6, row, q1);
                b6 = Vector512.FusedMultiplyAdd(weight, row, b6);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 2));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 2) * stride);
                row = Vector512.LoadUnsafe(ref x);
                Vector512<float> p2 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                p2 = Vector512.FusedMultiplyAdd(a1, row, p2);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                p2 = Vector512.FusedMultiplyAdd(a2, row, p2);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                Vector512<float> q2 = Vector512.FusedMultiplyAdd(a3, row, Vector512<float>.Zero);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                row = Vector512.LoadUnsafe(ref x, 64);
                q2 = Vector512.FusedMultiplyAdd(a4, row, q2);
                b4 = Vector512.FusedMultiplyAdd(weight, row, b4);
                row = Vector512.LoadUnsafe(ref x, 80);
                q2 = Vector512.FusedMultiplyAdd(a5, row, q2);
                b5 = Vector512.FusedMultiplyAdd(weight, row, b5);
                row = Vector512.LoadUnsafe(ref x, 96);
                q2 = Vector512.FusedMultiplyAdd(a6, row, q2);
                b6 = Vector512.FusedMultiplyAdd(weight, row, b6);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 3));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 3) * stride);
                row = Vector512.LoadUnsafe(ref x);
                Vector512<float> p3 = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                p3 = Vector512.FusedMultiplyAdd(a1, row, p3);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                p3 = Vector512.FusedMultiplyAdd(a2, row, p3);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                Vector512<float> q3 = Vector512.FusedMultiplyAdd(a3, row, Vector512<float>.Zero);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                row = Vector512.LoadUnsafe(ref x, 64);
                q3 = Vector512.FusedMultiplyAdd(a4, row, q3);
                b4 = Vector512.FusedMultiplyAdd(weight, row, b4);
                row = Vector512.LoadUnsafe(ref x, 80);
                q3 = Vector512.FusedMultiplyAdd(a5, row, q3);
                b5 = Vector512.FusedMultiplyAdd(weight, row, b5);
                row = Vector512.LoadUnsafe(ref x, 96);
                q3 = Vector512.FusedMultiplyAdd(a6, row, q3);
                b6 = Vector512.FusedMultiplyAdd(weight, row, b6);
                (LaneSum.OfFour(p0, p1, p2, p3) + LaneSum.OfFour(q0, q1, q2, q3)).StoreUnsafe(ref g, (nuint)place);
            }

            for (; place < last; place++)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> row = Vector512.LoadUnsafe(ref x);
                Vector512<float> p = Vector512.FusedMultiplyAdd(a0, row, Vector512<float>.Zero);
                b0 = Vector512.FusedMultiplyAdd(weight, row, b0);
                row = Vector512.LoadUnsafe(ref x, 16);
                p = Vector512.FusedMultiplyAdd(a1, row, p);
                b1 = Vector512.FusedMultiplyAdd(weight, row, b1);
                row = Vector512.LoadUnsafe(ref x, 32);
                p = Vector512.FusedMultiplyAdd(a2, row, p);
                b2 = Vector512.FusedMultiplyAdd(weight, row, b2);
                row = Vector512.LoadUnsafe(ref x, 48);
                Vector512<float> q = Vector512.FusedMultiplyAdd(a3, row, Vector512<float>.Zero);
                b3 = Vector512.FusedMultiplyAdd(weight, row, b3);
                row = Vector512.LoadUnsafe(ref x, 64);
                q = Vector512.FusedMultiplyAdd(a4, row, q);
                b4 = Vector512.FusedMultiplyAdd(weight, row, b4);
                row = Vector512.LoadUnsafe(ref x, 80);
                q = Vector512.FusedMultiplyAdd(a5, row, q);
                b5 = Vector512.FusedMultiplyAdd(weight, row, b5);
                row = Vector512.LoadUnsafe(ref x, 96);
                q = Vector512.FusedMultiplyAdd(a6, row, q);
                b6 = Vector512.FusedMultiplyAdd(weight, row, b6);
                Unsafe.Add(ref g, place) = LaneSum.OfTwo(p, q);
            }

            if (isOpen)
            {
                b0 = below.Backward(b0, a0);
                b1 = below.Backward(b1, a1);
                b2 = below.Backward(b2, a2);
                b3 = below.Backward(b3, a3);
                b4 = below.Backward(b4, a4);
                b5 = below.Backward(b5, a5);
                b6 = below.Backward(b6, a6);
            }
            else
            {
                ref float open = ref gate.RowStart(j);
                b0 = below.Backward(b0, Vector512.LoadUnsafe(ref open));
                b1 = below.Backward(b1, Vector512.LoadUnsafe(ref open, 16));
                b2 = below.Backward(b2, Vector512.LoadUnsafe(ref open, 32));
                b3 = below.Backward(b3, Vector512.LoadUnsafe(ref open, 48));
                b4 = below.Backward(b4, Vector512.LoadUnsafe(ref open, 64));
                b5 = below.Backward(b5, Vector512.LoadUnsafe(ref open, 80));
                b6 = below.Backward(b6, Vector512.LoadUnsafe(ref open, 96));
            }

            b0.StoreUnsafe(ref a);
            b1.StoreUnsafe(ref a, 16);
            b2.StoreUnsafe(ref a, 32);
            b3.StoreUnsafe(ref a, 48);
            b4.StoreUnsafe(ref a, 64);
            b5.StoreUnsafe(ref a, 80);
            b6.StoreUnsafe(ref a, 96);
            if (biasBelow is not null)
                biasBelow[j] = LaneSum.OfTwo(Vector512<float>.Zero + b0 + b1 + b2, Vector512<float>.Zero + b3 + b4 + b5 + b6);
        }
    }

    internal static void RequireRoom(Signal one, Signal other) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(one.Stride, other.Stride), MaxSamples, nameof(Signal.Stride));
}
