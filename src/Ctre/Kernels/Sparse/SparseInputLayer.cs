using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels.Rows;
using Ctre.Sparse;

namespace Ctre.Kernels.Sparse;

/// <summary>
/// A first layer whose inputs are mostly zeros: only what is not zero is multiplied, so the work follows non-zeros × connections. Sums
/// run in the same order as in <see cref="SparseForward"/> and <see cref="SparseBackward"/>, so the numbers are the same to the last
/// bit, but for the sign of a zero.
/// </summary>
internal static class SparseInputLayer
{
    /// <summary>Computes rows [begin, end) of z; parameters as of <see cref="SparseForward.Rows"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        InputOrder order, float[] weights, float[] bias, SparseInput input, NeuronRows output, int samples, bool relu, int begin, int end)
    {
        for (int row = begin; row < end; row++) Fill(ref output.RowStart(row), samples, bias[row]);
        bool isAll = begin == 0 && end == output.Neurons;
        ref int outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs), at = ref MemoryMarshal.GetReference(input.AllSamples);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights), z = ref output.First,
            values = ref MemoryMarshal.GetReference(input.AllValues);
        nint stride = output.Stride;
        ReadOnlySpan<int> offsets = input.Offsets;
        for (int active = 0; active < input.ActiveFeatures; active++)
        {
            int feature = input.Feature(active), first = order.Offsets[feature], last = order.Offsets[feature + 1];
            if (!isAll) (first, last) = Positions(order, feature, begin, end);
            if (first == last) continue;
            for (int entry = offsets[active]; entry < offsets[active + 1]; entry++)
            {
                ref float column = ref Unsafe.Add(ref z, Unsafe.Add(ref at, entry));
                float value = Unsafe.Add(ref values, entry);
                for (int position = first; position < last; position++)
                {
                    ref float sum = ref Unsafe.Add(ref column, Unsafe.Add(ref outputs, position) * stride);
                    sum = MathF.FusedMultiplyAdd(Unsafe.Add(ref w, position), value, sum);
                }
            }
        }

        for (int row = begin; relu && row < end; row++) Clip(ref output.RowStart(row), samples);
    }

    /// <summary>
    /// ∂loss/∂w of active inputs [begin, end), by position, and 0 of the inputs between them that are zero for all samples; the first
    /// share reaches back to the first connection, the last one on to the last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients(InputOrder order, float[] gradient, NeuronRows delta, SparseInput input, int samples, int begin, int end)
    {
        Span<float> row = stackalloc float[LongRow.MaxSamples];
        // Long rows are two parts in one, each with its own sum.
        int cut = LongRow.Is(samples) ? LongRow.Cut : samples;
        int next = begin == 0 ? 0 : order.Offsets[input.Feature(begin)];
        ref int outputs = ref MemoryMarshal.GetArrayDataReference(order.Outputs);
        ref float g = ref MemoryMarshal.GetArrayDataReference(gradient), d = ref delta.First;
        nint stride = delta.Stride;
        ReadOnlySpan<int> offsets = input.Offsets, at = input.AllSamples;
        ReadOnlySpan<float> values = input.AllValues;
        for (int active = begin; active < end; active++)
        {
            int feature = input.Feature(active), position = order.Offsets[feature], entry = offsets[active],
                count = offsets[active + 1] - entry;
            if (next < position) gradient.AsSpan(next..position).Clear();
            next = order.Offsets[feature + 1];
            if (position == next) continue;
            if (count == 1)
            {
                // An input that one sample has: a single product. Adding 0 turns −0 into 0, as a sum that begins with 0 does.
                ref float column = ref Unsafe.Add(ref d, at[entry]);
                for (float value = values[entry]; position < next; position++)
                    Unsafe.Add(ref g, position) = MathF.FusedMultiplyAdd(value,
                        Unsafe.Add(ref column, Unsafe.Add(ref outputs, position) * stride), 0);
            }
            else if (count == 2)
            {
                // Two lanes, or parts, that are added once; or one lane.
                int one = at[entry], other = at[entry + 1];
                float first = values[entry], second = values[entry + 1];
                bool isOneLane = (other - one) % LaneSum.Lanes == 0 && one < cut == other < cut;
                for (; position < next; position++)
                {
                    ref float x = ref Unsafe.Add(ref d, Unsafe.Add(ref outputs, position) * stride);
                    float sum = MathF.FusedMultiplyAdd(first, Unsafe.Add(ref x, one), 0);
                    Unsafe.Add(ref g, position) = isOneLane
                        ? MathF.FusedMultiplyAdd(second, Unsafe.Add(ref x, other), sum)
                        : sum + MathF.FusedMultiplyAdd(second, Unsafe.Add(ref x, other), 0);
                }
            }
            else
            {
                row.Clear();
                for (int i = entry; i < entry + count; i++) row[at[i]] = values[i];
                for (; position < next; position++)
                {
                    ReadOnlySpan<float> x = delta.Row(Unsafe.Add(ref outputs, position));
                    Unsafe.Add(ref g, position) = cut < samples
                        ? Sum(row[..cut], x) + Sum(row[cut..samples], x[cut..])
                        : Sum(row[..samples], x);
                }
            }
        }

        gradient.AsSpan(next..(end == input.ActiveFeatures ? gradient.Length : order.Offsets[input.Feature(end)])).Clear();
    }

    /// <summary>Σ a · d in sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(ReadOnlySpan<float> a, ReadOnlySpan<float> d)
    {
        ref float x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(d);
        Vector256<float> low = Vector256<float>.Zero, high = low;
        nuint s = 0;
        for (; s + LaneSum.Lanes <= (nuint)a.Length; s += LaneSum.Lanes)
        {
            low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, s), Vector256.LoadUnsafe(ref y, s), low);
            high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, s + 8), Vector256.LoadUnsafe(ref y, s + 8), high);
        }

        if (s < (nuint)a.Length) low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, s), Vector256.LoadUnsafe(ref y, s), low);
        return LaneSum.Of(low + high);
    }

    /// <summary>The connections of an input to outputs [begin, end).</summary>
    private static (int First, int Last) Positions(InputOrder order, int input, int begin, int end)
    {
        int offset = order.Offsets[input];
        ReadOnlySpan<int> outputs = order.Outputs.AsSpan(offset..order.Offsets[input + 1]);
        return (offset + LowerBound(outputs, begin), offset + LowerBound(outputs, end));
    }

    private static int LowerBound(ReadOnlySpan<int> outputs, int output)
    {
        if (outputs.IsEmpty || output <= outputs[0]) return 0;
        if (output > outputs[^1]) return outputs.Length;
        int position = outputs.BinarySearch(output);
        return position < 0 ? ~position : position;
    }

    /// <summary>Whole cache lines, to the end of the one in which the last sample is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(ref float row, int samples, float value)
    {
        for (nuint s = 0; s < (nuint)samples; s += NeuronRows.Line) Row16.Store(Row16.Broadcast(value), ref Unsafe.Add(ref row, s));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clip(ref float row, int samples)
    {
        for (nuint s = 0; s < (nuint)samples; s += NeuronRows.Line)
            Row16.Store(Row16.Clip(Row16.Load(ref Unsafe.Add(ref row, s))), ref Unsafe.Add(ref row, s));
    }
}
