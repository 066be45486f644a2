using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Layers;

/// <summary>
/// The buffers and the worker team with which a network is run on one batch at a time. The forward pass fills one signal per
/// layer of neurons; the backward pass turns each of them, in place, into its gradient. Once built, a step allocates nothing.
/// </summary>
internal sealed class Workspace
{
    private readonly Network network;
    private readonly Signal?[] preactivations;
    private readonly float[][] gradients;
    private readonly float[][] scratch;
    private readonly Action<int> forward;
    private readonly Action<int> backward;
    private int layer;

    public Workspace(Network network, int batchCapacity, WorkerTeam team)
    {
        this.network = network;
        Team = team;
        BatchCapacity = batchCapacity;
        Signals = [new Signal(network.Inputs, batchCapacity), .. network.Layers.Select(l => new Signal(l.Outputs, batchCapacity))];
        preactivations = [.. network.Layers.Select((l, i) =>
            network.ActivationOf(i).NeedsPreactivation ? new Signal(l.Outputs, batchCapacity) : null)];
        gradients = new float[network.Layers.Count][];
        scratch = [.. Enumerable.Range(0, team.Workers).Select(_ => Array.Empty<float>())];
        BiasGradients = [.. network.Layers.Select(l => new float[l.Outputs])];
        forward = ForwardShare;
        backward = BackwardShare;
    }

    public WorkerTeam Team { get; }

    public int BatchCapacity { get; }

    /// <summary>Samples in the batch at hand, at most <see cref="BatchCapacity"/>.</summary>
    public int Batch { get; set; }

    /// <summary><see cref="Batch"/> rounded up to whole lanes.</summary>
    public int PaddedBatch => Signal.Pad(Batch);

    /// <summary>Signals[0] is the input, Signals[l + 1] the output of layer l, <c>[neurons × batch]</c> each.</summary>
    public Signal[] Signals { get; }

    /// <summary>The output layer's signal <c>[classes × batch]</c>.</summary>
    public Signal Output => Signals[^1];

    /// <summary>∂loss/∂b by layer and output.</summary>
    public float[][] BiasGradients { get; }

    /// <summary>Dropout of the step at hand; null when evaluating.</summary>
    public Dropout? Dropout { get; set; }

    /// <summary>Told each layer on the way backward, while the signal below it is still a and the one above it δ.</summary>
    public Action<int>? BeforeLayerBackward { get; set; }

    /// <summary>∂loss/∂w of a layer by slot.</summary>
    public float[] Gradients(int layer)
    {
        int count = network.Layers[layer].Connections.Count;
        if (gradients[layer] is not { } gradient || gradient.Length != count) gradients[layer] = gradient = new float[count];
        return gradient;
    }

    /// <summary>Runs the loaded batch through all layers; leaves the logits in <see cref="Output"/>.</summary>
    public void Forward()
    {
        for (layer = 0; layer < network.Layers.Count; layer++)
            Team.Run(forward, (network.Layers[layer].Connections.Count + 4L * network.Layers[layer].Outputs) * Batch);
    }

    /// <summary>
    /// Takes ∂loss/∂logits from <see cref="Output"/> and leaves all weight and bias gradients. Signals are consumed.
    /// </summary>
    public void Backward()
    {
        for (layer = network.Layers.Count - 1; layer >= 0; layer--)
        {
            BeforeLayerBackward?.Invoke(layer);
            Gradients(layer);
            Connections connections = network.Layers[layer].Connections;
            GrowScratch(connections.IsComplete
                ? DenseBackward.ScratchLength(connections.Outputs, (connections.Inputs + Team.Workers - 1) / Team.Workers, PaddedBatch)
                : 2 * connections.ByInput.MaxFanOut);
            Team.Run(backward, (2L * network.Layers[layer].Connections.Count + 4L * network.Layers[layer].Inputs) * Batch);
        }
    }

    private void GrowScratch(int length)
    {
        for (int worker = 0; worker < scratch.Length; worker++)
            if (scratch[worker].Length < length) scratch[worker] = new float[length];
    }

    private void ForwardShare(int worker)
    {
        SparseLayer sparse = network.Layers[layer];
        Activation activation = network.ActivationOf(layer);
        Signal output = Signals[layer + 1];
        Signal z = preactivations[layer] ?? output;
        bool relu = activation.Kind == ActivationKind.Relu;
        (int begin, int end) = Partition.Balanced(sparse.Connections.RowOffsets, worker, Team.Workers);
        if (sparse.Connections.IsComplete)
            DenseForward.Rows(sparse.MutableWeights, sparse.MutableBias, Signals[layer], z, PaddedBatch, relu, begin, end);
        else
        {
            SparseForward.Rows(
                sparse.Connections, sparse.MutableWeights, sparse.MutableBias, Signals[layer], z, PaddedBatch, relu, begin, end);
        }

        bool hidden = layer < network.Layers.Count - 1;
        for (int i = begin; hidden && i < end; i++)
        {
            Span<float> row = output.Row(i)[..PaddedBatch];
            if (!relu) activation.Apply(z.Row(i)[..PaddedBatch], row);
            Dropout?.Mask(row, layer, i);
        }
    }

    private void BackwardShare(int worker)
    {
        SparseLayer sparse = network.Layers[layer];
        Signal delta = Signals[layer + 1];
        Activation? below = layer > 0 ? network.ActivationOf(layer - 1) with { Keep = Dropout?.Keep ?? 1 } : null;
        Signal input = Signals[layer];
        Signal gate = layer > 0 ? preactivations[layer - 1] ?? input : input;
        Dropout? dropout = layer > 0 ? Dropout : null;
        int begin, end;
        if (sparse.Connections.IsComplete)
        {
            (begin, end) = Partition.Even(sparse.Inputs, worker, Team.Workers);
            DenseBackward.Inputs(
                sparse.MutableWeights, gradients[layer], delta, input, gate, below, PaddedBatch, begin, end, scratch[worker]);
        }
        else
        {
            (begin, end) = Partition.Balanced(sparse.Connections.ByInput.Offsets, worker, Team.Workers);
            SparseBackward.Inputs(
                sparse.Connections, sparse.MutableWeights, gradients[layer], delta, input, gate, below, PaddedBatch, begin, end,
                scratch[worker]);
        }

        for (int j = begin; dropout is not null && j < end; j++) dropout.Mask(input.Row(j)[..PaddedBatch], layer - 1, j);

        (begin, end) = Partition.Even(sparse.Outputs, worker, Team.Workers);
        SparseBackward.Bias(delta, BiasGradients[layer], PaddedBatch, begin, end);
    }
}
