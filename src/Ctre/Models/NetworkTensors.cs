using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Models.Safetensors;
using Ctre.Sparse;

namespace Ctre.Models;

/// <summary>
/// The layers of a network as tensors. Per layer l: <c>layers.l.row_offsets</c> [outputs + 1], <c>layers.l.columns</c>
/// [connections], <c>layers.l.values</c> [connections], <c>layers.l.bias</c> [outputs]. A complete layer has neither row_offsets
/// nor columns: its values [outputs · inputs] are W, row after row.
/// </summary>
internal static class NetworkTensors
{
    /// <summary>Adds the tensors of a network; its arrays are not copied.</summary>
    /// <param name="tensors">Where to.</param>
    /// <param name="network">The network; it must not change before the tensors are written.</param>
    /// <param name="prefix">What their names begin with.</param>
    public static void Add(Dictionary<string, Tensor> tensors, Network network, string prefix = "")
    {
        for (int l = 0; l < network.Layers.Count; l++)
        {
            SparseLayer layer = network.Layers[l];
            if (!layer.Connections.IsComplete)
            {
                tensors[$"{prefix}layers.{l}.row_offsets"] = Tensor.Of(layer.Connections.Arrays.RowOffsets);
                tensors[$"{prefix}layers.{l}.columns"] = Tensor.Of(layer.Connections.Arrays.Columns);
            }

            tensors[$"{prefix}layers.{l}.values"] = Tensor.Of(layer.WeightsBySlot);
            tensors[$"{prefix}layers.{l}.bias"] = Tensor.Of(layer.MutableBias);
        }
    }

    /// <summary>Reads what <see cref="Add"/> added. No layer is larger than the arrays that the file really holds.</summary>
    /// <param name="file">The file; its arrays become the network's.</param>
    /// <param name="recipe">Says how many neurons the hidden layers have, and their activation.</param>
    /// <param name="inputs">Inputs of the first layer.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="knowsComplete">Whether a layer without a structure is complete; if not, it is damaged.</param>
    /// <exception cref="InputException">A tensor is missing or wrong.</exception>
    /// <exception cref="ArgumentException">Arrays don't describe a layer.</exception>
    public static Network Read(SafetensorsContent file, Recipe recipe, int inputs, string prefix = "", bool knowsComplete = true)
    {
        var layers = new List<SparseLayer>();
        for (int l = 0; l <= recipe.Hidden.Count; l++)
        {
            string layer = $"{prefix}layers.{l}";
            float[] bias = file.Finite($"{layer}.bias"), weights = file.Finite($"{layer}.values");
            if (l < recipe.Hidden.Count && bias.Length != recipe.Hidden[l])
                throw new InputException($"its layer {l} has {bias.Length} neurons, its recipe {recipe.Hidden[l]}.");
            if (bias.Length == 0) throw new InputException($"its layer {l} has no outputs.");
            layers.Add(new SparseLayer(Structure(file, layer, bias.Length, inputs, weights.Length, knowsComplete), weights, bias));
            inputs = bias.Length;
        }

        return new Network(layers, Activations.Find(recipe.Activation)!);
    }

    private static Connections Structure(SafetensorsContent file, string layer, int outputs, int inputs, int weights, bool knowsComplete)
    {
        string offsets = $"{layer}.row_offsets", columns = $"{layer}.columns";
        if (!knowsComplete || file.Tensors.ContainsKey(offsets) || file.Tensors.ContainsKey(columns))
            return new Connections(outputs, inputs, file.Integers(offsets), file.Integers(columns));
        // Checked before the structure is built, so that it is never larger than the weights that the file really holds.
        return weights == (long)outputs * inputs
            ? Connections.Complete(outputs, inputs)
            : throw new InputException($"it has no {offsets}, so it needs {outputs} × {inputs} weights; it has {weights}.");
    }
}
