using System.Runtime.Intrinsics;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Kernels.Dense;
using Ctre.Kernels.Rows;
using Ctre.Losses;

namespace Ctre.Layers;

/// <summary>
/// The buffers and the worker team with which a network is run on one batch at a time. A batch is cut into micro-batches; how depends
/// on its size alone, so no result depends on the number of threads. Micro-batches are run one after the other in a few groups, and
/// groups at the same time; the gradients of a group are added up in its accumulator. One worker may take two micro-batches as one, with
/// the same result. Once built, a step allocates nothing.
/// </summary>
internal sealed class Workspace
{
    /// <summary>The most accumulators, and so the most copies of the gradients.</summary>
    internal const int MaxAccumulators = 4;

    private readonly Network network;
    private readonly Scaler scaler;
    private readonly Loss loss;
    private readonly MicroBatch[] microBatches;
    private readonly Gradients[] accumulators;
    private readonly Gradients[] partial;
    private readonly int[] labels;
    private readonly Action<int> runGroup;
    private readonly Action<MicroBatch> forward, predict, evaluate, train;
    private readonly bool mayJoin;
    private Action<MicroBatch>? work, then;
    private Batch batch;
    private int microBatchCount, groups;

    /// <summary>Makes room for batches.</summary>
    /// <param name="network">The network.</param>
    /// <param name="scaler">How features are scaled as they are loaded: no scaled copy of the data is kept.</param>
    /// <param name="batchCapacity">The most samples of a batch.</param>
    /// <param name="team">The workers.</param>
    /// <param name="sparseInput">Whether inputs are mostly zeros; a dense first layer takes them in full all the same.</param>
    /// <param name="classWeights">The weights of the classes in training; null for 1.</param>
    public Workspace(
        Network network, Scaler scaler, int batchCapacity, WorkerTeam team, bool sparseInput = false, float[]? classWeights = null)
    {
        (this.network, this.scaler) = (network, scaler);
        loss = Loss.Create(batchCapacity, classWeights);
        labels = new int[batchCapacity];
        // Where no batch is long, no row needs the room of one.
        mayJoin = team.Workers == 1 && batchCapacity > NeuronRows.MaxSamples && Vector512.IsHardwareAccelerated;
        Team = team;
        BatchCapacity = batchCapacity;
        int most = MicroBatchesOf(batchCapacity), sideBySide = Math.Min(most, MaxAccumulators);
        microBatches = [.. Enumerable.Range(0, most).Select(m => new MicroBatch(
            this, network, m == 0 && mayJoin ? LongRow.MaxSamples : Math.Min(NeuronRows.MaxSamples, batchCapacity),
            team.SubTeam(m % sideBySide, sideBySide), sparseInput && !DenseKernels.Suits(network.Layers[0].Connections)))];
        accumulators = [.. Enumerable.Range(0, sideBySide).Select(_ => new Gradients(network))];
        partial = most > MaxAccumulators ? [.. accumulators.Select(_ => new Gradients(network))] : accumulators;
        runGroup = RunGroup;
        (forward, predict, evaluate, train) = (Forward, Predict, Evaluate, Train);
    }

    public WorkerTeam Team { get; }

    public int BatchCapacity { get; }

    /// <summary>Samples of the last batch.</summary>
    public int Samples => batch.Count;

    /// <summary>The micro-batches of the last batch.</summary>
    public ReadOnlySpan<MicroBatch> MicroBatches => microBatches.AsSpan(0, microBatchCount);

    /// <summary>Number of layers of neurons, the inputs among them.</summary>
    public int NeuronLayers => network.Layers.Count + 1;

    /// <summary>Number of all neurons, inputs among them.</summary>
    public long AllNeurons => network.Inputs + network.Layers.Sum(layer => (long)layer.Outputs);

    /// <summary>Number of neurons of a layer of neurons; level 0 are the inputs, level l + 1 the outputs of layer l.</summary>
    public int Neurons(int level) => microBatches[0].Signals[level].Neurons;

    /// <summary>The class predicted for each sample of the last batch.</summary>
    public ReadOnlySpan<int> Predictions => loss.Predictions[..batch.Count];

    /// <summary>The class of each sample of the last batch; only after <see cref="Evaluate(in Batch)"/> and <c>Train</c>.</summary>
    public ReadOnlySpan<int> Labels => labels.AsSpan(0, batch.Count);

    /// <summary>How many samples of the last batch were predicted right.</summary>
    public int Correct
    {
        get
        {
            int correct = 0;
            for (int s = 0; s < batch.Count; s++) correct += Predictions[s] == labels[s] ? 1 : 0;
            return correct;
        }
    }

    /// <summary>The gradients of the last training pass, by group: the gradient of the batch is their sum, in this order.</summary>
    public ReadOnlySpan<Gradients> Accumulators => accumulators.AsSpan(0, groups);

    /// <summary>The dropout of the current pass; null in all but training passes.</summary>
    internal Dropout? Dropout { get; private set; }

    /// <summary>Called by the current training pass, before the backward pass of each layer of each micro-batch.</summary>
    internal Action<int, MicroBatch>? BeforeLayerBackward { get; private set; }

    /// <summary>Runs a batch through all layers; leaves the outputs as they are in the micro-batches.</summary>
    public void Forward(in Batch next) => Run(next, forward);

    /// <summary>Runs a batch through all layers and leaves probabilities in the micro-batches.</summary>
    /// <param name="next">The batch; labels are ignored.</param>
    /// <param name="each">Called with each micro-batch when it is done, several at the same time.</param>
    public void Predict(in Batch next, Action<MicroBatch>? each = null)
    {
        then = each;
        Run(next, predict);
        then = null;
    }

    /// <summary>The same with labels; returns the summed loss, in which all classes weigh the same.</summary>
    public double Evaluate(in Batch next)
    {
        Run(next, evaluate);
        return loss.Sum(next.Count);
    }

    /// <summary>
    /// Forward, loss, backward; leaves the gradients of the mean loss in <see cref="Accumulators"/> and returns the summed loss.
    /// </summary>
    /// <param name="next">The batch.</param>
    /// <param name="dropout">Silences hidden neurons; null for none.</param>
    /// <param name="beforeLayerBackward">
    /// Called with each layer and micro-batch in the backward pass, while the signal below the layer is still a and the one above it δ.
    /// </param>
    public double Train(in Batch next, Dropout? dropout = null, Action<int, MicroBatch>? beforeLayerBackward = null)
    {
        (Dropout, BeforeLayerBackward) = (dropout, beforeLayerBackward);
        for (int l = 0; l < network.Layers.Count; l++) network.Layers[l].SyncByInput();
        foreach (Gradients gradients in accumulators) gradients.Resize();
        foreach (Gradients gradients in partial) gradients.Resize();
        Run(next, train);
        (Dropout, BeforeLayerBackward) = (null, null);
        return loss.Sum(next.Count);
    }

    /// <summary>A neuron's values over the whole batch.</summary>
    public void CopyRow(int level, int neuron, Span<float> target)
    {
        foreach (MicroBatch part in MicroBatches) part.CopyRow(level, neuron, target[part.First..]);
    }

    /// <summary>How many micro-batches a batch is cut into.</summary>
    internal static int MicroBatchesOf(int samples) =>
        samples <= NeuronRows.MaxSamples / 2 ? 1 : Math.Max(2, (samples + NeuronRows.MaxSamples - 1) / NeuronRows.MaxSamples);

    private void Run(in Batch next, Action<MicroBatch> pass)
    {
        batch = next;
        work = pass;
        Cut(next.Count);
        ReadOnlySpan<int> rows = next.Rows.Span, classes = next.Data.Labels;
        for (int s = 0; s < rows.Length && !classes.IsEmpty; s++) labels[s] = classes[rows[s]];
        if (microBatches[0].SparseInput is not null) network.Layers[0].SyncByInput();
        Team.Run(groups, runGroup, network.Connections * next.Count);
    }

    private void RunGroup(int group)
    {
        for (int m = group; m < microBatchCount; m += groups) work!(microBatches[m]);
    }

    private void Forward(MicroBatch part)
    {
        part.Load(batch, scaler);
        part.Forward();
    }

    private void Predict(MicroBatch part)
    {
        Forward(part);
        loss.Evaluate(part.Output, part.First, part.Samples, []);
        then?.Invoke(part);
    }

    private void Evaluate(MicroBatch part)
    {
        Forward(part);
        loss.Evaluate(part.Output, part.First, part.Samples, labels.AsSpan(part.First, part.Samples));
    }

    private void Train(MicroBatch part)
    {
        Forward(part);
        loss.Differentiate(part.Output, part.First, part.Samples, labels.AsSpan(part.First, part.Samples), batch.Count);
        int index = Array.IndexOf(microBatches, part), group = index % groups;
        part.Backward(index < groups ? accumulators[group] : partial[group]);
        if (index >= groups) accumulators[group].Add(partial[group]);
    }

    /// <summary>Cuts a batch at whole vectors into micro-batches that are as long as each other.</summary>
    private void Cut(int samples)
    {
        bool isLong = LongRow.Is(samples);
        microBatchCount = isLong && mayJoin ? 1 : MicroBatchesOf(samples);
        groups = Math.Min(microBatchCount, MaxAccumulators);
        int vectors = (samples + NeuronRows.Lanes - 1) / NeuronRows.Lanes;
        for (int m = 0; m < microBatchCount; m++)
        {
            (int begin, int end) = isLong && microBatchCount == 2
                ? (m * LongRow.Cut / NeuronRows.Lanes, m == 0 ? LongRow.Cut / NeuronRows.Lanes : vectors)
                : Partition.Even(vectors, m, microBatchCount);
            microBatches[m].First = begin * NeuronRows.Lanes;
            microBatches[m].Samples = Math.Min(samples, end * NeuronRows.Lanes) - microBatches[m].First;
        }
    }
}
