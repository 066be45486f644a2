using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels.Rows;
using Ctre.Sparse;

namespace Ctre.Kernels.Sparse;

/// <summary>
/// The innermost loops of <see cref="SparseForward"/> and <see cref="SparseBackward"/> on AVX2, and by emulation where that is missing:
/// as <see cref="SparseWide{TRow, TRest}"/>, for one part of a batch.
/// </summary>
/// <typeparam name="TRow">The samples of a neuron.</typeparam>
internal static class SparseNarrow<TRow>
    where TRow : struct, INarrowRow<TRow>
{
    /// <summary>Computes rows [begin, end) of z; parameters as of <see cref="SparseForward.Rows"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        Connections connections, float[] weights, float[] bias, NeuronRows input, NeuronRows output, bool relu, int begin, int end)
    {
        RequireRoom(input, output);
        ref int offsets = ref MemoryMarshal.GetReference(connections.RowOffsets), columns = ref MemoryMarshal.GetReference(connections.Columns);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), a = ref input.First;
        ref float firstOutput = ref output.First, firstBias = ref MemoryMarshal.GetArrayDataReference(bias);
        nint stride = input.Stride, outputStride = output.Stride;
        int slot = Unsafe.Add(ref offsets, begin);
        for (int row = begin; row < end; row++)
        {
            int last = Unsafe.Add(ref offsets, row + 1);
            TRow z = TRow.Fill(Unsafe.Add(ref firstBias, row));
            for (; slot < last; slot++)
            {
                Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, slot));
                TRow.AddProduct(ref z, weight, ref Unsafe.Add(ref a, Unsafe.Add(ref columns, slot) * stride));
            }

            if (relu) z = TRow.Clip(in z);
            TRow.Store(in z, ref Unsafe.Add(ref firstOutput, row * outputStride));
        }
    }

    /// <summary>Processes input neurons [begin, end) of a layer above another; parameters as of <see cref="SparseBackward.Inputs"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        InputOrder order, float[] weights, float[] gradient, NeuronRows delta, NeuronRows input, NeuronRows gate, Activation below, float[]? biasBelow,
        int begin, int end)
    {
        RequireRoom(delta, input);
        bool isRelu = SparseBackward.Skips(input, gate, below);
        Span<float> slopes = stackalloc float[TRow.Length];
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets), outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), g = ref MemoryMarshal.GetArrayDataReference(gradient);
        ref float d = ref delta.First;
        ref float firstInput = ref input.First;
        nint stride = delta.Stride, inputStride = input.Stride;
        int place = Unsafe.Add(ref offsets, begin);
        for (int j = begin; j < end; j++)
        {
            int last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref Unsafe.Add(ref firstInput, j * inputStride);
            if (isRelu && TRow.Any(ref a).AsInt32() == Vector256<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                place = last;
                if (biasBelow is not null) biasBelow[j] = 0;
                continue;
            }

            TRow b = default;
            for (; place < last; place++)
            {
                Vector256<float> lower = Vector256<float>.Zero, upper = lower, weight = Vector256.Create(Unsafe.Add(ref w, place));
                TRow.AddBoth(ref a, ref b, weight, ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride), ref lower, ref upper);
                Unsafe.Add(ref g, place) = LaneSum.Of(lower + upper);
            }

            if (isRelu)
            {
                b = TRow.Pass(in b, ref a);
            }
            else
            {
                TRow.Store(in b, ref MemoryMarshal.GetReference(slopes));
                below.Backward(slopes, gate.Row(j), slopes);
                b = TRow.Load(ref MemoryMarshal.GetReference(slopes));
            }

            TRow.Store(in b, ref a);
            if (biasBelow is null) continue;
            Vector256<float> sum = Vector256<float>.Zero, other = sum;
            TRow.AddTo(in b, ref sum, ref other);
            biasBelow[j] = LaneSum.Of(sum + other);
        }
    }

    /// <summary>The gradients of the first layer, whose inputs need none; parameters as of <see cref="SparseBackward.Inputs"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients(InputOrder order, float[] gradient, NeuronRows delta, NeuronRows input, int begin, int end)
    {
        RequireRoom(delta, input);
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets), outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float g = ref MemoryMarshal.GetArrayDataReference(gradient), d = ref delta.First;
        ref float firstInput = ref input.First;
        nint stride = delta.Stride, inputStride = input.Stride;
        int place = Unsafe.Add(ref offsets, begin);
        for (int j = begin; j < end; j++)
        {
            int last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref Unsafe.Add(ref firstInput, j * inputStride);
            if (TRow.Any(ref a).AsInt32() == Vector256<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                place = last;
                continue;
            }

            for (; place < last; place++)
            {
                Vector256<float> lower = Vector256<float>.Zero, upper = lower;
                TRow.AddDot(ref a, ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride), ref lower, ref upper);
                Unsafe.Add(ref g, place) = LaneSum.Of(lower + upper);
            }
        }
    }

    private static void RequireRoom(NeuronRows one, NeuronRows other) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(one.Stride, other.Stride), TRow.Length, nameof(NeuronRows.Stride));
}
