using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Models;

/// <summary>
/// A network as tensors. Per layer l: <c>layers.l.row_offsets</c> [outputs + 1], <c>layers.l.columns</c> [connections],
/// <c>layers.l.values</c> [connections], <c>layers.l.bias</c> [outputs]. A complete layer has neither row_offsets nor columns: its values
/// [outputs · inputs] are W, row after row.
/// </summary>
internal static class NetworkTensors
{
    /// <summary>Adds the tensors of a network.</summary>
    /// <param name="tensors">Where to.</param>
    /// <param name="network">The network.</param>
    /// <param name="prefix">Put before each name.</param>
    public static void Add(Dictionary<string, Tensor> tensors, Network network, string prefix = "")
    {
        for (int l = 0; l < network.Layers.Count; l++)
        {
            SparseLayer layer = network.Layers[l];
            if (!layer.Connections.IsComplete)
            {
                tensors[$"{prefix}layers.{l}.row_offsets"] = Tensor.Of(layer.Connections.RowOffsets);
                tensors[$"{prefix}layers.{l}.columns"] = Tensor.Of(layer.Connections.Columns);
            }

            tensors[$"{prefix}layers.{l}.values"] = Tensor.Of(layer.Weights);
            tensors[$"{prefix}layers.{l}.bias"] = Tensor.Of(layer.Bias);
        }
    }

    /// <summary>Reads a network.</summary>
    /// <param name="file">The tensors.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="hidden">Neurons of each hidden layer, which the file must have.</param>
    /// <param name="activation">Activation of the hidden layers.</param>
    /// <param name="mayBeComplete">Whether layers may come without their structure.</param>
    /// <param name="prefix">Stands before each name.</param>
    /// <exception cref="InputException">Tensors are missing or don't fit together.</exception>
    /// <exception cref="ArgumentException">They are no structure.</exception>
    public static Network Read(
        Safetensors file, int inputs, IReadOnlyList<int> hidden, ActivationKind activation, bool mayBeComplete = true, string prefix = "")
    {
        var layers = new List<SparseLayer>();
        for (int l = 0; l <= hidden.Count; l++)
        {
            float[] bias = file.Finite($"{prefix}layers.{l}.bias");
            if (l < hidden.Count && bias.Length != hidden[l])
                throw new InputException($"its layer {l} has {bias.Length} neurons, its recipe {hidden[l]}.");
            if (bias.Length == 0) throw new InputException($"its layer {l} has no outputs.");
            float[] weights = file.Finite($"{prefix}layers.{l}.values");
            layers.Add(new SparseLayer(Structure(file, mayBeComplete, l, bias.Length, inputs, weights.Length, prefix), weights, bias));
            inputs = bias.Length;
        }

        return new Network(layers, activation);
    }

    private static Connections Structure(Safetensors file, bool mayBeComplete, int layer, int outputs, int inputs, int weights, string prefix)
    {
        string offsets = $"{prefix}layers.{layer}.row_offsets", columns = $"{prefix}layers.{layer}.columns";
        if (!mayBeComplete || file.Tensors.ContainsKey(offsets) || file.Tensors.ContainsKey(columns))
            return new Connections(outputs, inputs, file.Get(offsets).ToInts(offsets), file.Get(columns).ToInts(columns));
        // Checked before the structure is built, so that it is never larger than the weights that the file really holds.
        return weights == (long)outputs * inputs
            ? Connections.Complete(outputs, inputs)
            : throw new InputException($"its layer {layer} has no {offsets}, so it needs {outputs} × {inputs} weights; it has {weights}.");
    }
}
