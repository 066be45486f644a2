using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels.Rows;
using Ctre.Sparse;

namespace Ctre.Kernels.Sparse;

/// <summary>
/// The innermost loops of <see cref="SparseForward"/> and <see cref="SparseBackward"/> on AVX-512, for a part of a batch whose rows fit into
/// its registers, or for two: together they give the same bits as one after the other, and what a connection costs besides its samples
/// they pay only once. Signals must have room for whole rows.
/// </summary>
/// <typeparam name="TRow">The samples of a neuron in the first part.</typeparam>
/// <typeparam name="TRest">Those in the second part; <see cref="NoRow"/> if there is none.</typeparam>
internal static class SparseWide<TRow, TRest>
    where TRow : struct, IWideRow<TRow>
    where TRest : struct, IWideRow<TRest>
{
    private static nuint Cut => (nuint)TRow.Length;

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
            float b = Unsafe.Add(ref firstBias, row);
            TRow z = TRow.Fill(b);
            TRest rest = TRest.Fill(b);
            for (; slot < last; slot++)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, slot));
                ref float x = ref Unsafe.Add(ref a, Unsafe.Add(ref columns, slot) * stride);
                TRow.AddProduct(ref z, weight, ref x, 0);
                TRest.AddProduct(ref rest, weight, ref x, Cut);
            }

            if (relu)
            {
                z = TRow.Clip(in z);
                rest = TRest.Clip(in rest);
            }

            ref float start = ref Unsafe.Add(ref firstOutput, row * outputStride);
            TRow.Store(in z, ref start, 0);
            TRest.Store(in rest, ref start, Cut);
        }
    }

    /// <summary>
    /// Processes input neurons [begin, end) of a layer above another; parameters as of <see cref="SparseBackward.Inputs"/>. Four
    /// connections are taken at once where a row is long, for their sums are cheaper to finish together.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        InputOrder order, float[] weights, float[] gradient, NeuronRows delta, NeuronRows input, NeuronRows gate, Activation below, float[]? biasBelow,
        int begin, int end)
    {
        RequireRoom(delta, input);
        bool isRelu = SparseBackward.Skips(input, gate, below);
        Span<float> slopes = stackalloc float[TRow.Length + TRest.Length];
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets), outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), g = ref MemoryMarshal.GetArrayDataReference(gradient);
        ref float d = ref delta.First;
        ref float firstInput = ref input.First;
        nint stride = delta.Stride, inputStride = input.Stride;
        int place = Unsafe.Add(ref offsets, begin);
        for (int j = begin; j < end; j++)
        {
            int last = Unsafe.Add(ref offsets, j + 1);
            ref float start = ref Unsafe.Add(ref firstInput, j * inputStride);
            TRow a = TRow.Load(ref start, 0), b = default;
            TRest aRest = TRest.Load(ref start, Cut), bRest = default;
            if (isRelu && (TRow.Any(in a) | TRest.Any(in aRest)).AsInt32() == Vector512<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                place = last;
                if (biasBelow is not null) biasBelow[j] = 0;
                continue;
            }

            for (; place + 4 <= last; place += 4)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> s0 = TRow.AddBoth(in a, ref b, weight, ref x, 0, Vector512<float>.Zero);
                Vector512<float> t0 = TRest.AddBoth(in aRest, ref bRest, weight, ref x, Cut, Vector512<float>.Zero);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 1));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 1) * stride);
                Vector512<float> s1 = TRow.AddBoth(in a, ref b, weight, ref x, 0, Vector512<float>.Zero);
                Vector512<float> t1 = TRest.AddBoth(in aRest, ref bRest, weight, ref x, Cut, Vector512<float>.Zero);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 2));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 2) * stride);
                Vector512<float> s2 = TRow.AddBoth(in a, ref b, weight, ref x, 0, Vector512<float>.Zero);
                Vector512<float> t2 = TRest.AddBoth(in aRest, ref bRest, weight, ref x, Cut, Vector512<float>.Zero);
                weight = Vector512.Create(Unsafe.Add(ref w, place + 3));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 3) * stride);
                Vector512<float> s3 = TRow.AddBoth(in a, ref b, weight, ref x, 0, Vector512<float>.Zero);
                Vector512<float> t3 = TRest.AddBoth(in aRest, ref bRest, weight, ref x, Cut, Vector512<float>.Zero);
                Vector128<float> sums = LaneSum.OfFour(s0, s1, s2, s3);
                if (TRest.Length > 0) sums += LaneSum.OfFour(t0, t1, t2, t3);
                sums.StoreUnsafe(ref g, (nuint)place);
            }

            for (; place < last; place++)
            {
                Vector512<float> weight = Vector512.Create(Unsafe.Add(ref w, place));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Vector512<float> sum = TRow.AddBoth(in a, ref b, weight, ref x, 0, Vector512<float>.Zero);
                Unsafe.Add(ref g, place) = Finish(sum, TRest.AddBoth(in aRest, ref bRest, weight, ref x, Cut, Vector512<float>.Zero));
            }

            if (isRelu)
            {
                b = TRow.Pass(in b, in a);
                bRest = TRest.Pass(in bRest, in aRest);
            }
            else
            {
                ref float other = ref MemoryMarshal.GetReference(slopes);
                TRow.Store(in b, ref other, 0);
                TRest.Store(in bRest, ref other, Cut);
                below.Backward(slopes, gate.Row(j), slopes);
                b = TRow.Load(ref other, 0);
                bRest = TRest.Load(ref other, Cut);
            }

            TRow.Store(in b, ref start, 0);
            TRest.Store(in bRest, ref start, Cut);
            if (biasBelow is not null) biasBelow[j] = Finish(TRow.Add(in b, Vector512<float>.Zero), TRest.Add(in bRest, Vector512<float>.Zero));
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
            ref float start = ref Unsafe.Add(ref firstInput, j * inputStride);
            TRow a = TRow.Load(ref start, 0);
            TRest rest = TRest.Load(ref start, Cut);
            if ((TRow.Any(in a) | TRest.Any(in rest)).AsInt32() == Vector512<int>.Zero)
            {
                gradient.AsSpan(place..last).Clear();
                place = last;
                continue;
            }

            for (; place + 4 <= last; place += 4)
            {
                ref float x0 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                ref float x1 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 1) * stride);
                ref float x2 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 2) * stride);
                ref float x3 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place + 3) * stride);
                Vector128<float> sums = LaneSum.OfFour(Dot(in a, ref x0), Dot(in a, ref x1), Dot(in a, ref x2), Dot(in a, ref x3));
                if (TRest.Length > 0)
                    sums += LaneSum.OfFour(DotRest(in rest, ref x0), DotRest(in rest, ref x1), DotRest(in rest, ref x2), DotRest(in rest, ref x3));
                sums.StoreUnsafe(ref g, (nuint)place);
            }

            for (; place < last; place++)
            {
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, place) * stride);
                Unsafe.Add(ref g, place) = Finish(Dot(in a, ref x), DotRest(in rest, ref x));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Dot(in TRow a, ref float x) => TRow.AddDot(in a, ref x, 0, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> DotRest(in TRest a, ref float x) => TRest.AddDot(in a, ref x, Cut, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Finish(Vector512<float> sum, Vector512<float> sumOfRest) =>
        TRest.Length > 0 ? LaneSum.OfTwo(sum, sumOfRest) : LaneSum.Of(sum);

    private static void RequireRoom(NeuronRows one, NeuronRows other) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(one.Stride, other.Stride), TRow.Length + TRest.Length, nameof(NeuronRows.Stride));
}
