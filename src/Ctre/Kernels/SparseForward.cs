using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// z = W a + b for a slice of output neurons: <c>z[i, s] = b[i] + Σ over connections (i, j) of w · a[j, s]</c>, fused
/// multiply-adds in slot order. The row being computed stays in registers; each connection costs one load per eight samples.
/// </summary>
internal static class SparseForward
{
    /// <summary>Computes rows [begin, end) of z.</summary>
    /// <param name="connections">The layer's connections.</param>
    /// <param name="weights">Weight by slot.</param>
    /// <param name="bias">Bias by output.</param>
    /// <param name="input">a <c>[inputs × batch]</c>.</param>
    /// <param name="output">z <c>[outputs × batch]</c>; max(z, 0) where <paramref name="relu"/>.</param>
    /// <param name="batch">Samples in use, padded to whole lanes.</param>
    /// <param name="relu">Whether to clip at 0 at the store.</param>
    /// <param name="begin">First output.</param>
    /// <param name="end">One past the last output.</param>
    public static void Rows(
        Connections connections, float[] weights, float[] bias, Signal input, Signal output, int batch, bool relu, int begin, int end)
    {
        ReadOnlySpan<int> offsets = connections.RowOffsets;
        ReadOnlySpan<int> columns = connections.Columns;
        ref float a = ref MemoryMarshal.GetArrayDataReference(input.Values);
        for (int row = begin; row < end; row++)
        {
            ReadOnlySpan<int> inputs = columns[offsets[row]..offsets[row + 1]];
            ref float w = ref MemoryMarshal.GetReference(weights.AsSpan(offsets[row], inputs.Length));
            ref float z = ref MemoryMarshal.GetReference(output.Row(row));
            int sample = 0;
            for (; sample + 64 <= batch; sample += 64) Tile64(inputs, ref w, bias[row], ref a, input.Stride, ref z, sample, relu);
            for (; sample + 32 <= batch; sample += 32) Tile32(inputs, ref w, bias[row], ref a, input.Stride, ref z, sample, relu);
            for (; sample < batch; sample += 8) Tile8(inputs, ref w, bias[row], ref a, input.Stride, ref z, sample, relu);
        }
    }

    /// <summary>The plain twin of <see cref="Rows"/>.</summary>
    public static void RowsPlain(
        Connections connections, float[] weights, float[] bias, Signal input, Signal output, int batch, bool relu, int begin, int end)
    {
        for (int row = begin; row < end; row++)
        {
            for (int sample = 0; sample < batch; sample++)
            {
                float z = bias[row];
                for (int slot = connections.RowOffsets[row]; slot < connections.RowOffsets[row + 1]; slot++)
                    z = MathF.FusedMultiplyAdd(weights[slot], input.Row(connections.Columns[slot])[sample], z);
                output.Row(row)[sample] = relu ? MathF.Max(z, 0) : z;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile64(
        ReadOnlySpan<int> inputs, ref float w, float bias, ref float a, int stride, ref float z, int sample, bool relu)
    {
        Vector256<float> z0 = Vector256.Create(bias);
        Vector256<float> z1 = z0, z2 = z0, z3 = z0, z4 = z0, z5 = z0, z6 = z0, z7 = z0;
        for (int i = 0; i < inputs.Length; i++)
        {
            Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, i));
            ref float x = ref Unsafe.Add(ref a, (nint)inputs[i] * stride + sample);
            z0 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x), z0);
            z1 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 8), z1);
            z2 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 16), z2);
            z3 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 24), z3);
            z4 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 32), z4);
            z5 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 40), z5);
            z6 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 48), z6);
            z7 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 56), z7);
        }

        ref float target = ref Unsafe.Add(ref z, sample);
        Store(z0, ref target, 0, relu);
        Store(z1, ref target, 8, relu);
        Store(z2, ref target, 16, relu);
        Store(z3, ref target, 24, relu);
        Store(z4, ref target, 32, relu);
        Store(z5, ref target, 40, relu);
        Store(z6, ref target, 48, relu);
        Store(z7, ref target, 56, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile32(
        ReadOnlySpan<int> inputs, ref float w, float bias, ref float a, int stride, ref float z, int sample, bool relu)
    {
        Vector256<float> z0 = Vector256.Create(bias);
        Vector256<float> z1 = z0, z2 = z0, z3 = z0;
        for (int i = 0; i < inputs.Length; i++)
        {
            Vector256<float> weight = Vector256.Create(Unsafe.Add(ref w, i));
            ref float x = ref Unsafe.Add(ref a, (nint)inputs[i] * stride + sample);
            z0 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x), z0);
            z1 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 8), z1);
            z2 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 16), z2);
            z3 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, 24), z3);
        }

        ref float target = ref Unsafe.Add(ref z, sample);
        Store(z0, ref target, 0, relu);
        Store(z1, ref target, 8, relu);
        Store(z2, ref target, 16, relu);
        Store(z3, ref target, 24, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8(
        ReadOnlySpan<int> inputs, ref float w, float bias, ref float a, int stride, ref float z, int sample, bool relu)
    {
        Vector256<float> z0 = Vector256.Create(bias);
        for (int i = 0; i < inputs.Length; i++)
        {
            ref float x = ref Unsafe.Add(ref a, (nint)inputs[i] * stride + sample);
            z0 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref w, i)), Vector256.LoadUnsafe(ref x), z0);
        }

        Store(z0, ref Unsafe.Add(ref z, sample), 0, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> z, ref float target, nuint offset, bool relu) =>
        (relu ? Vector256.Max(z, Vector256<float>.Zero) : z).StoreUnsafe(ref target, offset);
}
