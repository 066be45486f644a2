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
        int end) => RowTypes.Run(samples, new Work(connections, weights, bias, input, output, relu, begin, end));

    private readonly record struct Work(
        Connections Connections, float[] Weights, float[] Bias, NeuronRows Input, NeuronRows Output, bool Relu, int Begin, int End)
        : IRowWork
    {
        public void Run<TRow, TRest, V>()
            where TRow : struct, IRow<TRow, V>
            where TRest : struct, IRow<TRest, V>
            where V : struct, IRegister<V> =>
            SparseLoops<TRow, TRest, V>.Forward(Connections, Weights, Bias, Input, Output, Relu, Begin, End);
    }
}
