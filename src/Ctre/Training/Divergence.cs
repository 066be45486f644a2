using Ctre.Layers;

namespace Ctre.Training;

/// <summary>Finds the layer in which numbers are not finite any more.</summary>
internal static class Divergence
{
    /// <summary>
    /// The first layer, from 1, with a weight or bias that is not finite; null if there is none. Activations hide some of them, by clipping
    /// to 0.
    /// </summary>
    public static int? LayerOf(Network network)
    {
        for (int l = 0; l < network.Layers.Count; l++)
            if (!IsFinite(network.Layers[l].Weights) || !IsFinite(network.Layers[l].Bias)) return l + 1;
        return null;
    }

    /// <summary>The first layer, from 1, with an output that is not finite; the last if none is. Runs the batch forward again.</summary>
    public static int LayerOf(Workspace workspace, in Batch batch)
    {
        workspace.Forward(batch);
        var values = new float[workspace.BatchCapacity];
        int level = 1;
        for (; level < workspace.NeuronLayers - 1; level++)
        {
            for (int neuron = 0; neuron < workspace.Neurons(level); neuron++)
            {
                workspace.CopyRow(level, neuron, values);
                if (!IsFinite(values.AsSpan(0, batch.Count))) return level;
            }
        }

        return level;
    }

    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            if (!float.IsFinite(value)) return false;
        return true;
    }
}
