using Ctre.Kernels;

namespace Ctre.Layers;

/// <summary>The forward pass of one sample through one layer: the plain compressed-row path, in the kernels' order of additions.</summary>
internal static class PredictOne
{
    /// <summary>a = f(W x + b).</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="activation">f.</param>
    /// <param name="input">x <c>[inputs]</c>.</param>
    /// <returns>a <c>[outputs]</c>.</returns>
    public static float[] Layer(SparseLayer layer, Activation activation, ReadOnlySpan<float> input)
    {
        ReadOnlySpan<int> offsets = layer.Connections.RowOffsets, columns = layer.Connections.Columns;
        ReadOnlySpan<float> weights = layer.Weights;
        var output = new float[layer.Outputs];
        for (int i = 0; i < output.Length; i++)
        {
            float z = layer.Bias[i];
            for (int slot = offsets[i]; slot < offsets[i + 1]; slot++) z = MathF.FusedMultiplyAdd(weights[slot], input[columns[slot]], z);
            output[i] = activation.Of(z);
        }

        return output;
    }
}
