using Ctre.Kernels;

namespace Ctre.Layers;

/// <summary>
/// A multilayer perceptron of sparse layers: hidden layers with one kind of activation, then a linear output layer whose
/// softmax gives the class probabilities.
/// </summary>
public sealed class Network
{
    private readonly SparseLayer[] layers;

    /// <summary>Creates a network over existing layers, which are not copied.</summary>
    /// <param name="layers">The layers from input to output; each takes as many inputs as the one before has outputs.</param>
    /// <param name="hiddenActivation">Activation of all layers but the last.</param>
    /// <exception cref="ArgumentException">No layers, or sizes that don't chain.</exception>
    public Network(IReadOnlyList<SparseLayer> layers, Activation hiddenActivation)
    {
        if (layers.Count == 0) throw new ArgumentException("A network needs at least one layer.", nameof(layers));
        for (int l = 1; l < layers.Count; l++)
            if (layers[l].Inputs != layers[l - 1].Outputs)
                throw new ArgumentException($"Layer {l} takes {layers[l].Inputs} inputs after {layers[l - 1].Outputs} outputs.",
                    nameof(layers));
        this.layers = [.. layers];
        HiddenActivation = hiddenActivation;
    }

    /// <summary>The layers from input to output.</summary>
    public IReadOnlyList<SparseLayer> Layers => layers;

    /// <summary>Activation of all layers but the last.</summary>
    public Activation HiddenActivation { get; }

    /// <summary>Number of input features.</summary>
    public int Inputs => layers[0].Inputs;

    /// <summary>Number of classes.</summary>
    public int Classes => layers[^1].Outputs;

    /// <summary>Number of connections of all layers.</summary>
    public long Connections
    {
        get
        {
            // Asked in every training step, so without the enumerator that a sum over the layers would allocate.
            long count = 0;
            foreach (SparseLayer layer in layers) count += layer.Connections.Count;
            return count;
        }
    }

    /// <summary>Connections per position of the dense network of the same shape, in (0, 1].</summary>
    public double Density => (double)Connections / layers.Sum(layer => layer.Connections.Places);

    /// <summary>A copy with its own weights and biases; the connections, immutable, are shared.</summary>
    public Network Copy() => new([.. layers.Select(layer => layer.Copy())], HiddenActivation);

    /// <summary>
    /// The fingerprint of structure, weights and biases: equal for networks that are the same to the last bit (SHA-256, hex).
    /// </summary>
    public string Digest() => NetworkDigest.OfModel(this);

    /// <summary>The fingerprint of the structure alone: layer sizes and connections (SHA-256, hex).</summary>
    public string TopologyDigest() => NetworkDigest.OfTopology(this);

    internal Activation ActivationOf(int layer) =>
        layer == layers.Length - 1 ? Activations.Linear : HiddenActivation.ForHidden(layer);
}
