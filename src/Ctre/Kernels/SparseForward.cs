using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// z = W a + b for a slice of output neurons: <c>z[i, s] = b[i] + Σ over connections (i, j) of w · a[j, s]</c>, fused
/// multiply-adds in slot order. The row being computed stays in registers for all samples of a part of a batch; each
/// connection costs one load per vector.
/// </summary>
internal static class SparseForward
{
    /// <summary>The most samples that one call takes: their row fits into registers.</summary>
    public const int MaxSamples = 64;

    /// <summary>Computes rows [begin, end) of z.</summary>
    /// <param name="connections">The layer's connections.</param>
    /// <param name="weights">Weight by slot.</param>
    /// <param name="bias">Bias by output.</param>
    /// <param name="input">a <c>[inputs × samples]</c>.</param>
    /// <param name="output">z <c>[outputs × samples]</c>; max(z, 0) where <paramref name="relu"/>.</param>
    /// <param name="samples">
    /// Samples in use, padded to whole lanes, at most <see cref="MaxSamples"/>, or <see cref="LongRow.MaxSamples"/> on AVX-512, where those up
    /// to the end of the line, or of the long row, are computed as well.
    /// </param>
    /// <param name="relu">Whether to clip at 0 at the store.</param>
    /// <param name="begin">First output.</param>
    /// <param name="end">One past the last output.</param>
    public static void Rows(
        Connections connections, float[] weights, float[] bias, Signal input, Signal output, int samples, bool relu, int begin, int end)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, Vector512.IsHardwareAccelerated ? LongRow.MaxSamples : MaxSamples);
        switch (samples)
        {
            case <= 0: break;
            case var _ when !Vector512.IsHardwareAccelerated:
                Narrow(connections, weights, bias, input, output, samples, relu, begin, end);
                break;
            case <= 16: SparseWide<Row16, NoRow>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
            case <= 32: SparseWide<Row32, NoRow>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
            case <= 48: SparseWide<Row48, NoRow>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
            case <= 64: SparseWide<Row64, NoRow>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
            default: SparseWide<Row48, Row64>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
        }
    }

    /// <summary>The plain twin of <see cref="Rows"/>.</summary>
    public static void RowsPlain(
        Connections connections, float[] weights, float[] bias, Signal input, Signal output, int samples, bool relu, int begin, int end)
    {
        for (int row = begin; row < end; row++)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                float z = bias[row];
                for (int slot = connections.RowOffsets[row]; slot < connections.RowOffsets[row + 1]; slot++)
                    z = MathF.FusedMultiplyAdd(weights[slot], input.Row(connections.Columns[slot])[sample], z);
                output.Row(row)[sample] = relu ? MathF.Max(z, 0) : z;
            }
        }
    }

    /// <summary>Vectors of eight samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(
        Connections connections, float[] weights, float[] bias, Signal input, Signal output, int samples, bool relu, int begin, int end)
    {
        ref int offsets = ref MemoryMarshal.GetReference(connections.RowOffsets);
        ref int columns = ref MemoryMarshal.GetReference(connections.Columns);
        ref float w = ref MemoryMarshal.GetArrayDataReference(weights);
        ref float a = ref input.First;
        nint stride = input.Stride;
        int vectors = samples > 48 ? (samples + 7) / 8 : (samples + Signal.Line - 1) / Signal.Line * 2;
        for (int row = begin; row < end; row++)
        {
            int slot = Unsafe.Add(ref offsets, row), last = Unsafe.Add(ref offsets, row + 1);
            ref float z = ref output.RowStart(row);
            Vector256<float> z0 = Vector256.Create(bias[row]), z1 = z0, z2 = z0, z3 = z0, z4 = z0, z5 = z0, z6 = z0, z7 = z0;
            switch (vectors)
            {
                case 8:
                    for (; slot < last; slot++)
                    {
                        Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, slot));
                        ref float x = ref Unsafe.Add(ref a, Unsafe.Add(ref columns, slot) * stride);
                        z0 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x), z0);
                        z1 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 8), z1);
                        z2 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 16), z2);
                        z3 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 24), z3);
                        z4 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 32), z4);
                        z5 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 40), z5);
                        z6 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 48), z6);
                        z7 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 56), z7);
                    }

                    break;
                case 7:
                    for (; slot < last; slot++)
                    {
                        Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, slot));
                        ref float x = ref Unsafe.Add(ref a, Unsafe.Add(ref columns, slot) * stride);
                        z0 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x), z0);
                        z1 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 8), z1);
                        z2 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 16), z2);
                        z3 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 24), z3);
                        z4 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 32), z4);
                        z5 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 40), z5);
                        z6 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 48), z6);
                    }

                    break;
                case 6:
                    for (; slot < last; slot++)
                    {
                        Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, slot));
                        ref float x = ref Unsafe.Add(ref a, Unsafe.Add(ref columns, slot) * stride);
                        z0 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x), z0);
                        z1 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 8), z1);
                        z2 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 16), z2);
                        z3 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 24), z3);
                        z4 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 32), z4);
                        z5 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 40), z5);
                    }

                    break;
                case 4:
                    for (; slot < last; slot++)
                    {
                        Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, slot));
                        ref float x = ref Unsafe.Add(ref a, Unsafe.Add(ref columns, slot) * stride);
                        z0 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x), z0);
                        z1 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 8), z1);
                        z2 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 16), z2);
                        z3 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 24), z3);
                    }

                    break;
                default:
                    for (; slot < last; slot++)
                    {
                        Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, slot));
                        ref float x = ref Unsafe.Add(ref a, Unsafe.Add(ref columns, slot) * stride);
                        z0 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x), z0);
                        z1 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 8), z1);
                    }

                    break;
            }

            Store(z0, ref z, 0, relu);
            Store(z1, ref z, 8, relu);
            if (vectors < 4) continue;
            Store(z2, ref z, 16, relu);
            Store(z3, ref z, 24, relu);
            if (vectors < 6) continue;
            Store(z4, ref z, 32, relu);
            Store(z5, ref z, 40, relu);
            if (vectors > 6) Store(z6, ref z, 48, relu);
            if (vectors > 7) Store(z7, ref z, 56, relu);
        }
    }

    // Not max: a value that is not a number must stay one, and −0 must become 0, on every kind of hardware.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> z, ref float target, nuint offset, bool relu) =>
        (relu ? Vector256.AndNot(z, Vector256.LessThanOrEqual(z, Vector256<float>.Zero)) : z).StoreUnsafe(ref target, offset);
}
