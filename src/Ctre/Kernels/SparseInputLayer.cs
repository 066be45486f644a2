using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// A first layer whose inputs are mostly zeros: only what is not zero is multiplied, so the work follows non-zeros × connections. Sums
/// run in the same order as in <see cref="SparseForward"/> and <see cref="SparseBackward"/>, so the numbers are the same to the last
/// bit, but for the sign of a zero.
/// </summary>
internal static class SparseInputLayer
{
    /// <summary>Computes rows [begin, end) of z; parameters as of <see cref="SparseForward.Rows"/>.</summary>
    public static void Forward(
        InputOrder order, float[] weights, float[] bias, SparseInput input, Signal output, int samples, bool relu, int begin, int end)
    {
        for (int row = begin; row < end; row++) output.Row(row)[..samples].Fill(bias[row]);
        for (int active = 0; active < input.Count; active++)
        {
            int feature = input.Feature(active), first = order.Offsets[feature], last = order.Offsets[feature + 1];
            if (begin > 0 || end < output.Neurons) (first, last) = Places(order, feature, begin, end);
            if (first < last) Add(order.Outputs.AsSpan(first..last), weights.AsSpan(first..last), input.Samples(active), input.Values(active), output);
        }

        for (int row = begin; relu && row < end; row++) Clip(output.Row(row)[..samples]);
    }

    /// <summary>
    /// ∂loss/∂w of active inputs [begin, end), by place, and 0 of the inputs between them that are zero for all samples; the first
    /// share reaches back to the first connection, the last one on to the last.
    /// </summary>
    public static void Gradients(InputOrder order, float[] gradient, Signal delta, SparseInput input, int samples, int begin, int end)
    {
        Span<float> row = stackalloc float[SparseLongRows.MaxSamples];
        Span<float> rest = stackalloc float[256];
        int cut = SparseLongRows.AreLong(samples) ? SparseLongRows.Cut : samples;
        int next = begin == 0 ? 0 : order.Offsets[input.Feature(begin)];
        for (int active = begin; active < end; active++)
        {
            int feature = input.Feature(active), first = order.Offsets[feature];
            gradient.AsSpan(next..first).Clear();
            next = order.Offsets[feature + 1];
            if (first == next) continue;
            ReadOnlySpan<int> at = input.Samples(active);
            ReadOnlySpan<float> values = input.Values(active);
            ReadOnlySpan<int> outputs = order.Outputs.AsSpan(first..next);
            Span<float> g = gradient.AsSpan(first..next);
            if (at.Length == 1)
            {
                One(outputs, g, delta, at[0], values[0]);
                continue;
            }

            // Long rows are two parts in one, each with its own sum.
            int before = at.Length;
            while (before > 0 && at[before - 1] >= cut) before--;
            if (before > 0) Sum(outputs, g, delta, at[..before], values[..before], row[..cut], 0);
            if (before == 0 && at.Length > 0) Sum(outputs, g, delta, at, values, row[cut..samples], cut);
            for (int i = 0; before > 0 && before < at.Length && i < g.Length; i += rest.Length)
            {
                Span<float> some = rest[..Math.Min(rest.Length, g.Length - i)];
                Sum(outputs.Slice(i, some.Length), some, delta, at[before..], values[before..], row[cut..samples], cut);
                VectorSum.Add(some, g.Slice(i, some.Length));
            }
        }

        gradient.AsSpan(next..(end == input.Count ? gradient.Length : order.Offsets[input.Feature(end)])).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(
        ReadOnlySpan<int> outputs, ReadOnlySpan<float> weights, ReadOnlySpan<int> samples, ReadOnlySpan<float> values, Signal output)
    {
        ref float first = ref output.First;
        nint stride = output.Stride;
        for (int entry = 0; entry < samples.Length; entry++)
        {
            ref float column = ref Unsafe.Add(ref first, samples[entry]);
            float value = values[entry];
            for (int i = 0; i < outputs.Length; i++)
            {
                ref float sum = ref Unsafe.Add(ref column, outputs[i] * stride);
                sum = MathF.FusedMultiplyAdd(weights[i], value, sum);
            }
        }
    }

    /// <summary>An input that one sample has: a single product. Adding 0 turns −0 into 0, as a sum that begins with 0 does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(ReadOnlySpan<int> outputs, Span<float> gradient, Signal delta, int sample, float value)
    {
        ref float column = ref Unsafe.Add(ref delta.First, sample);
        nint stride = delta.Stride;
        for (int i = 0; i < outputs.Length; i++) gradient[i] = MathF.FusedMultiplyAdd(value, Unsafe.Add(ref column, outputs[i] * stride), 0);
    }

    /// <summary>An input that two samples have: two lanes that meet in one addition, or one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(ReadOnlySpan<int> outputs, Span<float> gradient, Signal delta, ReadOnlySpan<int> samples, ReadOnlySpan<float> values)
    {
        (int one, int other) = (samples[0], samples[1]);
        bool isOneLane = (other - one) % LaneSum.Lanes == 0;
        ref float start = ref delta.First;
        nint stride = delta.Stride;
        for (int i = 0; i < outputs.Length; i++)
        {
            ref float d = ref Unsafe.Add(ref start, outputs[i] * stride);
            float first = MathF.FusedMultiplyAdd(values[0], Unsafe.Add(ref d, one), 0);
            gradient[i] = isOneLane
                ? MathF.FusedMultiplyAdd(values[1], Unsafe.Add(ref d, other), first)
                : first + MathF.FusedMultiplyAdd(values[1], Unsafe.Add(ref d, other), 0);
        }
    }

    /// <summary>Sums over the samples of a part, which begins at a sample; the row has room for all of them.</summary>
    private static void Sum(
        ReadOnlySpan<int> outputs, Span<float> gradient, Signal delta, ReadOnlySpan<int> samples, ReadOnlySpan<float> values, Span<float> row,
        int begin)
    {
        if (samples.Length == 1) One(outputs, gradient, delta, samples[0], values[0]);
        else if (samples.Length == 2) Two(outputs, gradient, delta, samples, values);
        else Many(outputs, gradient, delta, samples, values, row, begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Many(
        ReadOnlySpan<int> outputs, Span<float> gradient, Signal delta, ReadOnlySpan<int> samples, ReadOnlySpan<float> values, Span<float> row,
        int begin)
    {
        row.Clear();
        for (int i = 0; i < samples.Length; i++) row[samples[i] - begin] = values[i];
        ref float a = ref MemoryMarshal.GetReference(row);
        for (int i = 0; i < outputs.Length; i++)
        {
            ref float d = ref Unsafe.Add(ref delta.RowStart(outputs[i]), begin);
            Vector256<float> low = Vector256<float>.Zero, high = low;
            nuint s = 0;
            for (; s + LaneSum.Lanes <= (nuint)row.Length; s += LaneSum.Lanes)
            {
                low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, s), Vector256.LoadUnsafe(ref d, s), low);
                high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, s + 8), Vector256.LoadUnsafe(ref d, s + 8), high);
            }

            if (s < (nuint)row.Length) low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, s), Vector256.LoadUnsafe(ref d, s), low);
            gradient[i] = LaneSum.Of(low + high);
        }
    }

    /// <summary>The connections of an input to outputs [begin, end).</summary>
    private static (int First, int Last) Places(InputOrder order, int input, int begin, int end)
    {
        int offset = order.Offsets[input];
        ReadOnlySpan<int> outputs = order.Outputs.AsSpan(offset..order.Offsets[input + 1]);
        return (offset + LowerBound(outputs, begin), offset + LowerBound(outputs, end));
    }

    private static int LowerBound(ReadOnlySpan<int> outputs, int output)
    {
        if (outputs.IsEmpty || output <= outputs[0]) return 0;
        if (output > outputs[^1]) return outputs.Length;
        int place = outputs.BinarySearch(output);
        return place < 0 ? ~place : place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clip(Span<float> row)
    {
        ref float first = ref MemoryMarshal.GetReference(row);
        for (nuint s = 0; s < (nuint)row.Length; s += Signal.Lanes)
        {
            Vector256<float> z = Vector256.LoadUnsafe(ref first, s);
            Vector256.AndNot(z, Vector256.LessThanOrEqual(z, Vector256<float>.Zero)).StoreUnsafe(ref first, s);
        }
    }
}
