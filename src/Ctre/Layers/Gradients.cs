using Ctre.Kernels;

namespace Ctre.Layers;

/// <summary>∂loss/∂w and ∂loss/∂b of all layers over some samples.</summary>
internal sealed class Gradients
{
    private readonly Network network;

    public Gradients(Network network)
    {
        this.network = network;
        Weights = [.. network.Layers.Select(_ => Array.Empty<float>())];
        Biases = [.. network.Layers.Select(layer => new float[layer.Outputs])];
    }

    /// <summary>∂loss/∂w by layer, in the order of <see cref="SparseLayer.WeightsByInput"/>.</summary>
    public float[][] Weights { get; }

    /// <summary>∂loss/∂b by layer and output.</summary>
    public float[][] Biases { get; }

    /// <summary>Makes room for as many connections as the layers have now.</summary>
    public void Resize()
    {
        for (int l = 0; l < Weights.Length; l++)
            if (Weights[l].Length != network.Layers[l].Connections.Count) Weights[l] = new float[network.Layers[l].Connections.Count];
    }

    /// <summary>Adds the gradients over other samples.</summary>
    public void Add(Gradients other)
    {
        for (int l = 0; l < Weights.Length; l++)
        {
            VectorSum.Add(other.Weights[l], Weights[l]);
            VectorSum.Add(other.Biases[l], Biases[l]);
        }
    }
}
