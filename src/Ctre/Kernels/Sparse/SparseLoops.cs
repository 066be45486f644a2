using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels.Rows;
using Ctre.Sparse;

namespace Ctre.Kernels.Sparse;

/// <summary>
/// The innermost loops of <see cref="SparseForward"/> and <see cref="SparseBackward"/>, for a micro-batch whose rows fit into registers,
/// or for two: together they give the same bits as one after the other, and what a connection costs besides its samples is paid only
/// once. The row that is computed stays in registers; so does the input row on the way back where there are registers enough (AVX-512),
/// otherwise it is read from the nearest cache. Signals must have room for whole rows.
/// </summary>
/// <typeparam name="TRow">The samples of a neuron in the first part.</typeparam>
/// <typeparam name="TRest">Those in the second part; <see cref="NoRow{V}"/> if there is none.</typeparam>
/// <typeparam name="V">The register.</typeparam>
internal static class SparseLoops<TRow, TRest, V>
    where TRow : struct, IRow<TRow, V>
    where TRest : struct, IRow<TRest, V>
    where V : struct, IRegister<V>
{
    /// <summary>Computes rows [begin, end) of z; parameters as of <see cref="SparseForward.Rows"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        Connections connections, float[] weights, float[] bias, NeuronRows input, NeuronRows output, bool relu, int begin, int end)
    {
        RequireRoom(input, output);
        ref int offsets = ref MemoryMarshal.GetReference(connections.RowOffsets),
            columns = ref MemoryMarshal.GetReference(connections.Columns);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), a = ref input.First;
        ref float firstOutput = ref output.First, firstBias = ref MemoryMarshal.GetArrayDataReference(bias);
        nint stride = input.Stride, outputStride = output.Stride;
        int slot = Unsafe.Add(ref offsets, begin);
        for (int row = begin; row < end; row++)
        {
            int last = Unsafe.Add(ref offsets, row + 1);
            V b = V.Broadcast(Unsafe.Add(ref firstBias, row));
            TRow z = TRow.Fill(b);
            TRest rest = TRest.Fill(b);
            for (; slot < last; slot++)
            {
                V weight = V.Broadcast(Unsafe.Add(ref w, slot));
                ref float x = ref Unsafe.Add(ref a, Unsafe.Add(ref columns, slot) * stride);
                TRow.AddProduct(ref z, weight, ref x);
                TRest.AddProduct(ref rest, weight, ref Unsafe.Add(ref x, TRow.Length));
            }

            if (relu)
            {
                z = TRow.Clip(in z);
                rest = TRest.Clip(in rest);
            }

            ref float start = ref Unsafe.Add(ref firstOutput, row * outputStride);
            TRow.Store(in z, ref start);
            TRest.Store(in rest, ref Unsafe.Add(ref start, TRow.Length));
        }
    }

    /// <summary>
    /// Processes input neurons [begin, end) of a layer above another; parameters as of <see cref="SparseBackward.Inputs"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        InputOrder order, float[] weights, float[] gradient, NeuronRows delta, NeuronRows input, NeuronRows saved,
        ActivationGradient below, float[]? biasBelow,
        int begin, int end)
    {
        RequireRoom(delta, input);
        bool isRelu = SparseBackward.Skips(input, saved, below);
        Span<float> slopes = stackalloc float[TRow.Length + TRest.Length];
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets),
            outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), g = ref MemoryMarshal.GetArrayDataReference(gradient);
        ref float d = ref delta.First, firstInput = ref input.First;
        nint stride = delta.Stride, inputStride = input.Stride;
        int position = Unsafe.Add(ref offsets, begin);
        for (int j = begin; j < end; j++)
        {
            int last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref Unsafe.Add(ref firstInput, j * inputStride);
            TRow row = V.KeepsInput ? TRow.Load(ref a) : default;
            TRest rowRest = V.KeepsInput ? TRest.Load(ref Unsafe.Add(ref a, TRow.Length)) : default;
            if (isRelu && IsSilent(in row, in rowRest, ref a))
            {
                gradient.AsSpan(position..last).Clear();
                position = last;
                if (biasBelow is not null) biasBelow[j] = 0;
                continue;
            }

            TRow b = default;
            TRest rest = default;
            for (; V.TakesFour && position + 4 <= last; position += 4)
            {
                V weight = V.Broadcast(Unsafe.Add(ref w, position));
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position) * stride);
                V s0 = Both(in row, ref a, ref b, weight, ref x), t0 = BothOfRest(in rowRest, ref a, ref rest, weight, ref x);
                weight = V.Broadcast(Unsafe.Add(ref w, position + 1));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position + 1) * stride);
                V s1 = Both(in row, ref a, ref b, weight, ref x), t1 = BothOfRest(in rowRest, ref a, ref rest, weight, ref x);
                weight = V.Broadcast(Unsafe.Add(ref w, position + 2));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position + 2) * stride);
                V s2 = Both(in row, ref a, ref b, weight, ref x), t2 = BothOfRest(in rowRest, ref a, ref rest, weight, ref x);
                weight = V.Broadcast(Unsafe.Add(ref w, position + 3));
                x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position + 3) * stride);
                V s3 = Both(in row, ref a, ref b, weight, ref x), t3 = BothOfRest(in rowRest, ref a, ref rest, weight, ref x);
                Vector128<float> sums = V.SumFour(s0, s1, s2, s3);
                if (TRest.Length > 0) sums += V.SumFour(t0, t1, t2, t3);
                sums.StoreUnsafe(ref g, (nuint)position);
            }

            for (; position < last; position++)
            {
                V weight = V.Broadcast(Unsafe.Add(ref w, position)), lower = default, upper = default;
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position) * stride);
                TRow.AddBoth(in row, ref a, ref b, weight, ref x, ref lower, ref upper);
                Unsafe.Add(ref g, position) = TRest.Length > 0
                    ? V.SumOfTwo(lower, BothOfRest(in rowRest, ref a, ref rest, weight, ref x))
                    : V.Sum(lower, upper);
            }

            if (isRelu)
            {
                b = TRow.Pass(in b, in row, ref a);
                rest = TRest.Pass(in rest, in rowRest, ref Unsafe.Add(ref a, TRow.Length));
            }
            else
            {
                ref float other = ref MemoryMarshal.GetReference(slopes);
                TRow.Store(in b, ref other);
                TRest.Store(in rest, ref Unsafe.Add(ref other, TRow.Length));
                below.Apply(slopes, saved.Row(j), slopes);
                b = TRow.Load(ref other);
                rest = TRest.Load(ref Unsafe.Add(ref other, TRow.Length));
            }

            TRow.Store(in b, ref a);
            TRest.Store(in rest, ref Unsafe.Add(ref a, TRow.Length));
            if (biasBelow is null) continue;
            V sum = default, upperSum = default, sumOfRest = default, none = default;
            TRow.AddTo(in b, ref sum, ref upperSum);
            TRest.AddTo(in rest, ref sumOfRest, ref none);
            biasBelow[j] = TRest.Length > 0 ? V.SumOfTwo(sum, sumOfRest) : V.Sum(sum, upperSum);
        }
    }

    /// <summary>The gradients of the first layer, whose inputs need none; parameters as of <see cref="SparseBackward.Inputs"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients(InputOrder order, float[] gradient, NeuronRows delta, NeuronRows input, int begin, int end)
    {
        RequireRoom(delta, input);
        ref int offsets = ref MemoryMarshal.GetArrayDataReference(order.Offsets),
            outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float g = ref MemoryMarshal.GetArrayDataReference(gradient), d = ref delta.First, firstInput = ref input.First;
        nint stride = delta.Stride, inputStride = input.Stride;
        int position = Unsafe.Add(ref offsets, begin);
        for (int j = begin; j < end; j++)
        {
            int last = Unsafe.Add(ref offsets, j + 1);
            ref float a = ref Unsafe.Add(ref firstInput, j * inputStride);
            TRow row = V.KeepsInput ? TRow.Load(ref a) : default;
            TRest rowRest = V.KeepsInput ? TRest.Load(ref Unsafe.Add(ref a, TRow.Length)) : default;
            if (IsSilent(in row, in rowRest, ref a))
            {
                gradient.AsSpan(position..last).Clear();
                position = last;
                continue;
            }

            for (; V.TakesFour && position + 4 <= last; position += 4)
            {
                ref float x0 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position) * stride);
                ref float x1 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position + 1) * stride);
                ref float x2 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position + 2) * stride);
                ref float x3 = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position + 3) * stride);
                Vector128<float> sums = V.SumFour(
                    Dot(in row, ref a, ref x0), Dot(in row, ref a, ref x1), Dot(in row, ref a, ref x2), Dot(in row, ref a, ref x3));
                if (TRest.Length > 0)
                {
                    sums += V.SumFour(DotOfRest(in rowRest, ref a, ref x0), DotOfRest(in rowRest, ref a, ref x1),
                        DotOfRest(in rowRest, ref a, ref x2), DotOfRest(in rowRest, ref a, ref x3));
                }

                sums.StoreUnsafe(ref g, (nuint)position);
            }

            for (; position < last; position++)
            {
                V lower = default, upper = default;
                ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position) * stride);
                TRow.AddDot(in row, ref a, ref x, ref lower, ref upper);
                Unsafe.Add(ref g, position) = TRest.Length > 0
                    ? V.SumOfTwo(lower, DotOfRest(in rowRest, ref a, ref x))
                    : V.Sum(lower, upper);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSilent(in TRow row, in TRest rest, ref float a) =>
        V.IsZero(V.Or(TRow.Any(in row, ref a), TRest.Any(in rest, ref Unsafe.Add(ref a, TRow.Length))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Both(in TRow row, ref float a, ref TRow target, V weight, ref float x)
    {
        V sum = default, none = default;
        TRow.AddBoth(in row, ref a, ref target, weight, ref x, ref sum, ref none);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V BothOfRest(in TRest row, ref float a, ref TRest target, V weight, ref float x)
    {
        V sum = default, none = default;
        TRest.AddBoth(
            in row, ref Unsafe.Add(ref a, TRow.Length), ref target, weight, ref Unsafe.Add(ref x, TRow.Length), ref sum, ref none);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Dot(in TRow row, ref float a, ref float x)
    {
        V sum = default, none = default;
        TRow.AddDot(in row, ref a, ref x, ref sum, ref none);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V DotOfRest(in TRest row, ref float a, ref float x)
    {
        V sum = default, none = default;
        TRest.AddDot(in row, ref Unsafe.Add(ref a, TRow.Length), ref Unsafe.Add(ref x, TRow.Length), ref sum, ref none);
        return sum;
    }

    private static void RequireRoom(NeuronRows one, NeuronRows other) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(one.Stride, other.Stride), TRow.Length + TRest.Length,
            nameof(NeuronRows.Stride));
}
