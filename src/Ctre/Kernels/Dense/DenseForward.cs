using System.Runtime.CompilerServices;
using Ctre.Kernels.Sparse;

namespace Ctre.Kernels.Dense;

/// <summary>
/// z = W a + b of a complete layer, whose weights by slot are the matrix W <c>[outputs × inputs]</c>: the same bits as
/// <see cref="SparseForward"/>, by <see cref="DenseProduct"/>.
/// </summary>
internal static class DenseForward
{
    /// <summary>Computes rows [begin, end) of z.</summary>
    /// <param name="weights">W, row after row.</param>
    /// <param name="bias">Bias by output.</param>
    /// <param name="input">a <c>[inputs × batch]</c>.</param>
    /// <param name="output">z <c>[outputs × batch]</c>; max(z, 0) where <paramref name="relu"/>.</param>
    /// <param name="batch">Samples in use, padded to whole lanes.</param>
    /// <param name="relu">Whether to clip at 0.</param>
    /// <param name="begin">First output.</param>
    /// <param name="end">One past the last output.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(float[] weights, float[] bias, NeuronRows input, NeuronRows output, int batch, bool relu, int begin, int end)
    {
        if (begin == end) return;
        int inputs = input.Neurons;
        for (int row = begin; row < end; row++) output.Row(row)[..batch].Fill(bias[row]);
        DenseProduct.Add(
            ref weights[begin * inputs], inputs, 1, ref input.First, input.Stride,
            ref output.Values[begin * output.Stride], output.Stride, end - begin, batch, inputs);
        for (int row = begin; relu && row < end; row++)
            foreach (ref float z in output.Row(row)[..batch]) z = MathF.Max(z, 0);
    }
}
