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
            ReadOnlySpan<int> eight = rows.Slice(sample, 8);
            for (int feature = 0; feature < squares; feature += 8) EightByEight(data, eight, feature, scaler, target, sample);
            for (int s = 0; s < 8; s++) Plain(data.Row(eight[s]), squares, scaler, target, sample + s);
        }

        for (; sample < rows.Length; sample++) Plain(data.Row(rows[sample]), 0, scaler, target, sample);
        for (int f = 0; f < target.Neurons; f++) target.Row(f)[rows.Length..].Clear();
    }

    private static void Plain(ReadOnlySpan<float> row, int firstFeature, Scaler scaler, Signal target, int sample)
    {
        Span<float> values = target.Values;
        for (int f = firstFeature; f < row.Length; f++)
            values[f * target.Stride + sample] = Scaler.Scale(row[f], scaler.Offset[f], scaler.Factor[f]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightByEight(Dataset data, ReadOnlySpan<int> rows, int feature, Scaler scaler, Signal target, int sample)
    {
        Vector256<float> offset = Vector256.LoadUnsafe(in scaler.Offset[feature]), factor = Vector256.LoadUnsafe(in scaler.Factor[feature]);
        Vector256<float> r0 = Scaled(data, rows[0], feature, offset, factor), r1 = Scaled(data, rows[1], feature, offset, factor);
        Vector256<float> r2 = Scaled(data, rows[2], feature, offset, factor), r3 = Scaled(data, rows[3], feature, offset, factor);
        Vector256<float> r4 = Scaled(data, rows[4], feature, offset, factor), r5 = Scaled(data, rows[5], feature, offset, factor);
        Vector256<float> r6 = Scaled(data, rows[6], feature, offset, factor), r7 = Scaled(data, rows[7], feature, offset, factor);
        Vector256<float> checkedSum = (r0 - r0) + (r1 - r1) + (r2 - r2) + (r3 - r3) + (r4 - r4) + (r5 - r5) + (r6 - r6) + (r7 - r7);
        if (!Vector256.EqualsAll(checkedSum, Vector256<float>.Zero))
        {
            // Beyond the range of float: the slow way knows what to do.
            for (int s = 0; s < 8; s++)
                for (int f = feature; f < feature + 8; f++)
                    target.Row(f)[sample + s] = Scaler.Scale(data.Row(rows[s])[f], scaler.Offset[f], scaler.Factor[f]);
            return;
        }

        Square.StoreTurned(
            r0, r1, r2, r3, r4, r5, r6, r7, ref Unsafe.Add(ref target.RowStart(feature), sample), (nuint)target.Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scaled(Dataset data, int row, int feature, Vector256<float> offset, Vector256<float> factor) =>
        (Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(data.Row(row)), feature)) - offset) * factor;
}
