using System.Runtime.Intrinsics;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Kernels.Dense;
using Ctre.Kernels.Rows;
using Ctre.Kernels.Sparse;
using Ctre.Sparse;

namespace Ctre.Layers;

/// <summary>
/// Up to 64 samples of a batch on their way through the network, or up to 112 that are two micro-batches in one. The forward pass fills one
/// signal per layer of neurons; the backward pass turns each of them, in place, into its gradient. Micro-batches are independent until
/// their gradients are added, so one worker can take one from its input to its gradients without waiting for any other.
/// </summary>
internal sealed class MicroBatch
{
    private readonly Workspace workspace;
    private readonly Network network;
    private readonly WorkerTeam team;
    private readonly NeuronRows?[] preactivations;
    private readonly float[][] scratch;
    private readonly Action<int> forward;
    private readonly Action<int> backward;
    private int layer;
    private Gradients? gradients;

    public MicroBatch(Workspace workspace, Network network, int capacity, WorkerTeam team, bool sparseInput)
    {
        this.workspace = workspace;
        this.network = network;
        this.team = team;
        SparseInput = sparseInput ? new SparseInput(network.Inputs) : null;
        Signals =
        [
            new NeuronRows(network.Inputs, sparseInput ? 0 : capacity),
            .. network.Layers.Select(l => new NeuronRows(l.Outputs, capacity)),
        ];
        preactivations = [.. network.Layers.Select((l, i) =>
            network.ActivationOf(i).NeedsPreactivation ? new NeuronRows(l.Outputs, capacity) : null)];
        scratch = [.. Enumerable.Range(0, team.Workers).Select(_ => Array.Empty<float>())];
        forward = ForwardShare;
        backward = BackwardShare;
    }

    /// <summary>The workers that share this micro-batch; most often one.</summary>
    public WorkerTeam SubTeam => team;

    /// <summary>The batch's sample with which this micro-batch begins, a multiple of <see cref="NeuronRows.Lanes"/>.</summary>
    public int First { get; set; }

    /// <summary>
    /// Samples of this micro-batch, at most <see cref="NeuronRows.MaxSamples"/>, or <see cref="LongRow.MaxSamples"/> of two in one.
    /// </summary>
    public int Samples { get; set; }

    /// <summary><see cref="Samples"/> rounded up to whole vectors.</summary>
    public int Padded =>
        LongRow.Is(Samples) ? LongRow.MaxSamples
        : Vector512.IsHardwareAccelerated ? NeuronRows.PadToLine(Samples)
        : NeuronRows.Pad(Samples);

    /// <summary>The input, if it is mostly zeros; Signals[0] has no room for samples then.</summary>
    public SparseInput? SparseInput { get; }

    /// <summary>Signals[0] is the input, Signals[l + 1] the output of layer l, <c>[neurons × samples]</c> each.</summary>
    public NeuronRows[] Signals { get; }

    /// <summary>The output layer's signal <c>[classes × samples]</c>.</summary>
    public NeuronRows Output => Signals[^1];

    /// <summary>
    /// Loads this micro-batch's rows of a batch, scaled, from row-major into feature-major; the padding becomes 0.
    /// </summary>
    public void Load(in Batch batch, Scaler scaler)
    {
        ReadOnlySpan<int> rows = batch.Rows.Span.Slice(First, Samples);
        if (SparseInput is { } input) SparseInputLoader.Load(batch.Data, rows, scaler, input);
        else if (batch.Data.Sparse is { } sparse) SparseInputLoader.Load(sparse, rows, scaler, Signals[0]);
        else DenseInputLoader.Load(batch.Data, rows, scaler, Signals[0]);
    }

    /// <summary>Runs the loaded samples through all layers; leaves the logits in <see cref="Output"/>.</summary>
    public void Forward()
    {
        for (layer = 0; layer < network.Layers.Count; layer++)
            team.Run(forward, (network.Layers[layer].Connections.Count + 4L * network.Layers[layer].Outputs) * Samples);
    }

    /// <summary>
    /// Takes ∂loss/∂logits from <see cref="Output"/> and writes the gradients of all weights and biases. Signals are consumed.
    /// </summary>
    public void Backward(Gradients into)
    {
        gradients = into;
        for (layer = network.Layers.Count - 1; layer >= 0; layer--)
        {
            workspace.BeforeLayerBackward?.Invoke(layer, this);
            Connections connections = network.Layers[layer].Connections;
            if (DenseKernels.Suits(connections) && !(layer == 0 && SparseInput is not null))
            {
                int inputsOfShare = (connections.Inputs + team.Workers - 1) / team.Workers;
                GrowScratch(DenseBackward.ScratchLength(connections.Outputs, inputsOfShare, Padded));
            }

            team.Run(backward, (2L * connections.Count + 4L * connections.Inputs) * Samples);
        }
    }

    /// <summary>Copies a neuron's values of these samples; of an input that is mostly zeros see <see cref="CopyInputs"/>.</summary>
    public void CopyRow(int level, int neuron, Span<float> target) => Signals[level].Row(neuron)[..Samples].CopyTo(target);

    /// <summary>
    /// Copies all inputs to rows <c>[inputs × samples]</c> of which these samples' begin at a column; what is zero is written, too.
    /// </summary>
    public void CopyInputs(NeuronRows target, int sample)
    {
        for (int input = 0; input < target.Neurons; input++)
        {
            if (SparseInput is null) CopyRow(0, input, target.Row(input)[sample..]);
            else target.Row(input).Slice(sample, Samples).Clear();
        }

        for (int active = 0; active < (SparseInput?.ActiveFeatures ?? 0); active++)
        {
            ReadOnlySpan<int> at = SparseInput!.Samples(active);
            Span<float> row = target.Row(SparseInput.Feature(active))[sample..];
            for (int i = 0; i < at.Length; i++) row[at[i]] = SparseInput.Values(active)[i];
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
        NeuronRows output = Signals[layer + 1];
        NeuronRows z = preactivations[layer] ?? output;
        bool relu = activation.IsRelu;
        (int begin, int end) = Partition.Balanced(sparse.Connections.RowOffsets, worker, team.Workers);
        if (layer == 0 && SparseInput is { } nonZeros)
        {
            SparseInputLayer.Forward(
                sparse.Connections.ByInput, sparse.WeightsByInput, sparse.MutableBias, nonZeros, z, Padded, relu, begin, end);
        }
        else if (DenseKernels.Suits(sparse.Connections))
            DenseForward.Rows(sparse.WeightsBySlot, sparse.MutableBias, Signals[layer], z, Padded, relu, begin, end);
        else
        {
            SparseForward.Rows(
                sparse.Connections, sparse.WeightsBySlot, sparse.MutableBias, Signals[layer], z, Padded, relu, begin, end);
        }

        bool hidden = layer < network.Layers.Count - 1;
        Dropout? dropout = workspace.Dropout;
        if (!hidden || (relu && dropout is null)) return;
        for (int i = begin; i < end; i++)
        {
            Span<float> row = output.Row(i)[..Padded];
            if (!relu) activation.Apply(z.Row(i)[..Padded], row);
            dropout?.Mask(row, layer, i, First);
        }
    }

    private void BackwardShare(int worker)
    {
        SparseLayer sparse = network.Layers[layer];
        NeuronRows delta = Signals[layer + 1], input = Signals[layer];
        Dropout? dropout = layer > 0 ? workspace.Dropout : null;
        ActivationGradient? below = layer > 0 ? new(network.ActivationOf(layer - 1), dropout?.Keep ?? 1) : null;
        NeuronRows saved = layer > 0 ? preactivations[layer - 1] ?? input : input;
        float[] gradient = gradients!.Weights[layer];
        int begin, end;
        float[]? biasBelow = layer > 0 ? gradients.Biases[layer - 1] : null;
        if (layer == 0 && SparseInput is { } nonZeros)
        {
            (begin, end) = Partition.Even(nonZeros.ActiveFeatures, worker, team.Workers);
            SparseInputLayer.Gradients(sparse.Connections.ByInput, gradient, delta, nonZeros, Padded, begin, end);
        }
        else if (DenseKernels.Suits(sparse.Connections))
        {
            (begin, end) = Partition.Even(sparse.Inputs, worker, team.Workers);
            DenseBackward.Inputs(
                sparse.WeightsBySlot, gradient, delta, input, saved, below, Padded, begin, end, scratch[worker]);
        }
        else
        {
            (begin, end) = Partition.Balanced(sparse.Connections.ByInput.Offsets, worker, team.Workers);
            SparseBackward.Inputs(
                sparse.Connections.ByInput, sparse.WeightsByInput, gradient, delta, input, saved, below,
                dropout is null ? biasBelow : null, Padded, begin, end);
            if (dropout is null) biasBelow = null; // summed
        }

        for (int j = begin; dropout is not null && j < end; j++) dropout.Mask(input.Row(j)[..Padded], layer - 1, j, First);
        if (biasBelow is not null) SparseBackward.Bias(input, biasBelow, Padded, begin, end);
        if (layer < network.Layers.Count - 1) return;
        (begin, end) = Partition.Even(sparse.Outputs, worker, team.Workers);
        SparseBackward.Bias(delta, gradients.Biases[layer], Padded, begin, end);
    }
}
