using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Data;
using Ctre.Kernels;

namespace Ctre.Layers;

/// <summary>
/// Turns rows of a data set into a signal <c>[features × samples]</c>, scaled; the padding becomes 0. Squares of eight samples
/// by eight features are turned round in registers where AVX is there: the same numbers, several times sooner.
/// </summary>
internal static class RowsToFeatures
{
    /// <summary>Loads the rows.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="rows">Row numbers, one per sample.</param>
    /// <param name="scaler">How features are scaled.</param>
    /// <param name="target">Where to, <c>[features × samples]</c>.</param>
    public static void Load(Dataset data, ReadOnlySpan<int> rows, Scaler scaler, Signal target)
    {
        int squares = Square.IsSupported ? data.Features / 8 * 8 : 0, sample = 0;
        for (; sample + 8 <= rows.Length; sample += 8)
        {
            Eight(data, rows.Slice(sample, 8), squares, scaler, target, sample);
            for (int s = 0; s < 8; s++) Plain(data.Row(rows[sample + s]), squares, scaler, target, sample + s);
        }

        for (; sample < rows.Length; sample++) Plain(data.Row(rows[sample]), 0, scaler, target, sample);
        for (int f = 0; f < target.Neurons; f++) target.Row(f)[rows.Length..].Clear();
    }

    private static void Plain(ReadOnlySpan<float> row, int firstFeature, Scaler scaler, Signal target, int sample)
    {
        Span<float> values = target.Values;
        for (int f = firstFeature; f < row.Length; f++)
            values[f * target.Stride + sample] = scaler.Scale(row[f], f);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(Dataset data, ReadOnlySpan<int> rows, int features, Scaler scaler, Signal target, int sample)
    {
        ref float s0 = ref Start(data, rows[0]), s1 = ref Start(data, rows[1]), s2 = ref Start(data, rows[2]), s3 = ref Start(data, rows[3]);
        ref float s4 = ref Start(data, rows[4]), s5 = ref Start(data, rows[5]), s6 = ref Start(data, rows[6]), s7 = ref Start(data, rows[7]);
        for (int feature = 0; feature < features; feature += 8)
        {
            Vector256<float> offset = Vector256.LoadUnsafe(in scaler.Offset[feature]), factor = Vector256.LoadUnsafe(in scaler.Factor[feature]);
            Vector256<float> r0 = Scaled(ref s0, feature, offset, factor), r1 = Scaled(ref s1, feature, offset, factor);
            Vector256<float> r2 = Scaled(ref s2, feature, offset, factor), r3 = Scaled(ref s3, feature, offset, factor);
            Vector256<float> r4 = Scaled(ref s4, feature, offset, factor), r5 = Scaled(ref s5, feature, offset, factor);
            Vector256<float> r6 = Scaled(ref s6, feature, offset, factor), r7 = Scaled(ref s7, feature, offset, factor);
            Vector256<float> checkedSum = (r0 - r0) + (r1 - r1) + (r2 - r2) + (r3 - r3) + (r4 - r4) + (r5 - r5) + (r6 - r6) + (r7 - r7);
            if (!Vector256.EqualsAll(checkedSum, Vector256<float>.Zero))
            {
                // Missing, or beyond the range of float: the slow way knows what to do.
                for (int s = 0; s < 8; s++)
                    for (int f = feature; f < feature + 8; f++)
                        target.Row(f)[sample + s] = scaler.Scale(data.Row(rows[s])[f], f);
                continue;
            }

            Square.StoreTurned(
                r0, r1, r2, r3, r4, r5, r6, r7, ref Unsafe.Add(ref target.RowStart(feature), sample), (nuint)target.Stride);
        }
    }

    private static ref float Start(Dataset data, int row) => ref MemoryMarshal.GetReference(data.Row(row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scaled(ref float row, int feature, Vector256<float> offset, Vector256<float> factor) =>
        (Vector256.LoadUnsafe(ref Unsafe.Add(ref row, feature)) - offset) * factor;
}
