using System.Runtime.Intrinsics;
using Ctre.Kernels.Rows;
using Ctre.Sparse;

namespace Ctre.Kernels.Sparse;

/// <summary>
/// z = W a + b for a slice of output neurons: <c>z[i, s] = b[i] + Σ over connections (i, j) of w · a[j, s]</c>, fused
/// multiply-adds in slot order, the same bits as <see cref="Definition.Forward"/>. The row being computed stays in registers for all
/// samples of a micro-batch; each connection costs one load per vector.
/// </summary>
internal static class SparseForward
{
    /// <summary>Computes rows [begin, end) of z.</summary>
    /// <param name="connections">The layer's connections.</param>
    /// <param name="weights">Weight by slot.</param>
    /// <param name="bias">Bias by output.</param>
    /// <param name="input">a <c>[inputs × samples]</c>.</param>
    /// <param name="output">z <c>[outputs × samples]</c>; max(z, 0) where <paramref name="relu"/>.</param>
    /// <param name="samples">
    /// Samples in use, padded to whole lanes, at most <see cref="NeuronRows.MaxSamples"/>, or <see cref="LongRow.MaxSamples"/> on AVX-512,
    /// where those up to the end of the line, or of the long row, are computed as well.
    /// </param>
    /// <param name="relu">Whether to clip at 0 at the store.</param>
    /// <param name="begin">First output.</param>
    /// <param name="end">One past the last output.</param>
    public static void Rows(
        Connections connections, float[] weights, float[] bias, NeuronRows input, NeuronRows output, int samples, bool relu, int begin,
        int end)
    {
        bool isWide = Vector512.IsHardwareAccelerated;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, isWide ? LongRow.MaxSamples : NeuronRows.MaxSamples);
        switch (samples)
        {
            case <= 0: break;
            case > 64: SparseLoops<Wide48, Wide64, Row16>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
            case > 48 when isWide:
                SparseLoops<Wide64, NoRow<Row16>, Row16>.Forward(connections, weights, bias, input, output, relu, begin, end);
                break;
            case > 32 when isWide:
                SparseLoops<Wide48, NoRow<Row16>, Row16>.Forward(connections, weights, bias, input, output, relu, begin, end);
                break;
            case > 16 when isWide:
                SparseLoops<Wide32, NoRow<Row16>, Row16>.Forward(connections, weights, bias, input, output, relu, begin, end);
                break;
            case > 0 when isWide:
                SparseLoops<Row16, NoRow<Row16>, Row16>.Forward(connections, weights, bias, input, output, relu, begin, end);
                break;
            case > 56: SparseLoops<Narrow64, NoRow<Row8>, Row8>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
            case > 48: SparseLoops<Narrow56, NoRow<Row8>, Row8>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
            case > 32: SparseLoops<Narrow48, NoRow<Row8>, Row8>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
            case > 16: SparseLoops<Narrow32, NoRow<Row8>, Row8>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
            default: SparseLoops<Narrow16, NoRow<Row8>, Row8>.Forward(connections, weights, bias, input, output, relu, begin, end); break;
        }
    }
}
