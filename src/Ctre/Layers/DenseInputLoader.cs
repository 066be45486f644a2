using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Data;
using Ctre.Kernels;

namespace Ctre.Layers;

/// <summary>
/// Turns rows of a data set into a signal <c>[features × samples]</c>, scaled; the padding becomes 0. Squares of eight samples
/// by eight features are transposed in registers where there is AVX: the same numbers, several times faster.
/// </summary>
internal static class DenseInputLoader
{
    /// <summary>Loads the rows.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="rows">Row numbers, one per sample.</param>
    /// <param name="scaler">How features are scaled.</param>
    /// <param name="target">Where to, <c>[features × samples]</c>.</param>
    public static void Load(Dataset data, ReadOnlySpan<int> rows, Scaler scaler, NeuronRows target)
    {
        int squares = Transpose8x8.IsSupported ? data.Features / Transpose8x8.Side * Transpose8x8.Side : 0;
        int lines = NeuronRows.PadToLine(rows.Length);
        for (int sample = 0; sample < lines && squares > 0; sample += NeuronRows.Line)
            Line(data, rows[sample..], squares, scaler, target, sample);
        for (int sample = 0; sample < rows.Length && squares < data.Features; sample++)
            Plain(data.Row(rows[sample]), squares, scaler, target, sample);
        for (int f = lines < target.Stride ? 0 : squares; f < target.Neurons; f++)
            target.Row(f)[(f < squares ? lines : rows.Length)..].Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plain(ReadOnlySpan<float> row, int firstFeature, Scaler scaler, NeuronRows target, int sample)
    {
        Span<float> values = target.Values;
        for (int f = firstFeature; f < row.Length; f++)
            values[f * target.Stride + sample] = scaler.Scale(row[f], f);
    }

    /// <summary>
    /// The first sixteen rows, a cache line of each feature: two squares side by side; what lies beyond the last row becomes 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line(Dataset data, ReadOnlySpan<int> rows, int features, Scaler scaler, NeuronRows target, int sample)
    {
        rows = rows[..Math.Min(NeuronRows.Line, rows.Length)];
        ref float s0 = ref Start(data, rows, 0), s1 = ref Start(data, rows, 1), s2 = ref Start(data, rows, 2);
        ref float s3 = ref Start(data, rows, 3), s4 = ref Start(data, rows, 4), s5 = ref Start(data, rows, 5);
        ref float s6 = ref Start(data, rows, 6), s7 = ref Start(data, rows, 7), t0 = ref Start(data, rows, 8);
        ref float t1 = ref Start(data, rows, 9), t2 = ref Start(data, rows, 10), t3 = ref Start(data, rows, 11);
        ref float t4 = ref Start(data, rows, 12), t5 = ref Start(data, rows, 13), t6 = ref Start(data, rows, 14);
        ref float t7 = ref Start(data, rows, 15);
        Vector256<float> left = Below(rows.Length), right = Below(rows.Length - Transpose8x8.Side);
        for (int feature = 0; feature < features; feature += Transpose8x8.Side)
        {
            Vector256<float> offset = Vector256.LoadUnsafe(in scaler.Offset[feature]),
                factor = Vector256.LoadUnsafe(in scaler.Factor[feature]);
            ref float corner = ref Unsafe.Add(ref target.RowStart(feature), sample);
            Vector256<float> odd = Store(
                ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, feature, offset, factor, left, ref corner,
                (nuint)target.Stride);
            odd += Store(
                ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, feature, offset, factor, right,
                ref Unsafe.Add(ref corner, Transpose8x8.Side), (nuint)target.Stride);
            if (Vector256.EqualsAll(odd, Vector256<float>.Zero)) continue;
            // Missing, or beyond the range of float: the slow path handles it.
            for (int s = 0; s < rows.Length; s++)
                for (int f = feature; f < feature + Transpose8x8.Side; f++)
                    target.Row(f)[sample + s] = scaler.Scale(data.Row(rows[s])[f], f);
        }
    }

    /// <summary>Scales and stores a square; returns 0 if all of it is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Store(
        ref float s0, ref float s1, ref float s2, ref float s3, ref float s4, ref float s5, ref float s6, ref float s7, int feature,
        Vector256<float> offset, Vector256<float> factor, Vector256<float> mask, ref float corner, nuint stride)
    {
        Vector256<float> r0 = Scaled(ref s0, feature, offset, factor), r1 = Scaled(ref s1, feature, offset, factor);
        Vector256<float> r2 = Scaled(ref s2, feature, offset, factor), r3 = Scaled(ref s3, feature, offset, factor);
        Vector256<float> r4 = Scaled(ref s4, feature, offset, factor), r5 = Scaled(ref s5, feature, offset, factor);
        Vector256<float> r6 = Scaled(ref s6, feature, offset, factor), r7 = Scaled(ref s7, feature, offset, factor);
        Transpose8x8.StoreTransposed(r0, r1, r2, r3, r4, r5, r6, r7, mask, ref corner, stride);
        return (r0 - r0) + (r1 - r1) + (r2 - r2) + (r3 - r3) + (r4 - r4) + (r5 - r5) + (r6 - r6) + (r7 - r7);
    }

    /// <summary>Where a row begins; beyond the last, where the last one does.</summary>
    private static ref float Start(Dataset data, ReadOnlySpan<int> rows, int sample) =>
        ref MemoryMarshal.GetReference(data.Row(rows[Math.Min(sample, rows.Length - 1)]));

    /// <summary>All bits in the first lanes.</summary>
    private static Vector256<float> Below(int lanes) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(lanes)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scaled(ref float row, int feature, Vector256<float> offset, Vector256<float> factor) =>
        (Vector256.LoadUnsafe(ref Unsafe.Add(ref row, feature)) - offset) * factor;
}
