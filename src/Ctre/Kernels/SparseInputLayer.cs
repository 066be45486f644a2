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
            (int first, int last) = Places(order, input.Feature(active), begin, end);
            ReadOnlySpan<int> at = input.Samples(active);
            ReadOnlySpan<float> values = input.Values(active);
            for (int place = first; place < last; place++)
            {
                ref float z = ref output.RowStart(order.Outputs[place]);
                float weight = weights[place];
                for (int i = 0; i < at.Length; i++)
                {
                    ref float sum = ref Unsafe.Add(ref z, at[i]);
                    sum = MathF.FusedMultiplyAdd(weight, values[i], sum);
                }
            }
        }

        for (int row = begin; relu && row < end; row++) Clip(output.Row(row)[..samples]);
    }

    /// <summary>
    /// ∂loss/∂w of active inputs [begin, end), by place, and 0 of the inputs between them that are zero for all samples; the first
    /// share reaches back to the first connection, the last one on to the last.
    /// </summary>
    public static void Gradients(InputOrder order, float[] gradient, Signal delta, SparseInput input, int samples, int begin, int end)
    {
        Span<float> row = stackalloc float[SparseForward.MaxSamples];
        int next = begin == 0 ? 0 : order.Offsets[input.Feature(begin)];
        for (int active = begin; active < end; active++)
        {
            int feature = input.Feature(active), first = order.Offsets[feature];
            gradient.AsSpan(next..first).Clear();
            next = order.Offsets[feature + 1];
            row.Clear();
            ReadOnlySpan<int> at = input.Samples(active);
            for (int i = 0; i < at.Length; i++) row[at[i]] = input.Values(active)[i];
            for (int place = first; place < next; place++)
                gradient[place] = Product(ref MemoryMarshal.GetReference(row), ref delta.RowStart(order.Outputs[place]), samples);
        }

        gradient.AsSpan(next..(end == input.Count ? gradient.Length : order.Offsets[input.Feature(end)])).Clear();
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Product(ref float a, ref float delta, int samples)
    {
        Vector256<float> low = Vector256<float>.Zero, high = low;
        nuint s = 0;
        for (; s + LaneSum.Lanes <= (nuint)samples; s += LaneSum.Lanes)
        {
            low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, s), Vector256.LoadUnsafe(ref delta, s), low);
            high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, s + 8), Vector256.LoadUnsafe(ref delta, s + 8), high);
        }

        if (s < (nuint)samples) low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, s), Vector256.LoadUnsafe(ref delta, s), low);
        return LaneSum.Of(low + high);
    }

    private static void Clip(Span<float> row)
    {
        foreach (ref float z in row) z = z <= 0 ? 0 : z;
    }
}
