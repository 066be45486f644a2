using System.Runtime.Intrinsics;
using Ctre.Kernels;
using Ctre.Kernels.Dense;
using Ctre.Kernels.Rows;

namespace Ctre.Layers;

/// <summary>
/// The buffers and the worker team with which a network is run on one batch at a time. A batch is cut into parts; how depends
/// on its size alone, so no result depends on the number of threads. Parts are run one after the other in a few strands, and
/// strands at the same time; the gradients of a strand are added up. One worker may take two parts as one, with the same result.
/// Once built, a step allocates nothing.
/// </summary>
internal sealed class Workspace
{
    /// <summary>The most strands, and so the most copies of the gradients.</summary>
    internal const int MaxStrands = 4;

    private readonly Network network;
    private readonly MicroBatch[] parts;
    private readonly Gradients[] strands;
    private readonly Gradients[] partial;
    private readonly Action<int> runStrand;
    private readonly Action<MicroBatch> forward = part => part.Forward();
    private readonly Action<MicroBatch> backward;
    private readonly bool mayJoin;
    private Action<MicroBatch>? work;
    private int partCount, strandCount;

    /// <summary>Makes room for batches.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batchCapacity">The most samples of a batch.</param>
    /// <param name="team">The workers.</param>
    /// <param name="sparseInput">Whether inputs are mostly zeros; a dense first layer takes them in full all the same.</param>
    public Workspace(Network network, int batchCapacity, WorkerTeam team, bool sparseInput = false)
    {
        this.network = network;
        // Where no batch is long, no row needs the room of one.
        mayJoin = team.Workers == 1 && batchCapacity > MicroBatch.MaxSamples && Vector512.IsHardwareAccelerated;
        Team = team;
        BatchCapacity = batchCapacity;
        int most = PartsOf(batchCapacity), sideBySide = Math.Min(most, MaxStrands);
        parts = [.. Enumerable.Range(0, most).Select(p => new MicroBatch(
            this, network, p == 0 && mayJoin ? LongRow.MaxSamples : Math.Min(MicroBatch.MaxSamples, batchCapacity), team.SubTeam(p % sideBySide, sideBySide),
            sparseInput && !DenseKernels.Suits(network.Layers[0].Connections)))];
        strands = [.. Enumerable.Range(0, sideBySide).Select(_ => new Gradients(network))];
        partial = most > MaxStrands ? [.. strands.Select(_ => new Gradients(network))] : strands;
        runStrand = RunStrand;
        backward = Backward;
        Batch = batchCapacity;
    }

    public WorkerTeam Team { get; }

    public int BatchCapacity { get; }

    /// <summary>Samples in the batch at hand, at most <see cref="BatchCapacity"/>.</summary>
    public int Batch
    {
        get;
        set
        {
            field = value;
            bool isLong = LongRow.Is(value);
            partCount = isLong && mayJoin ? 1 : PartsOf(value);
            strandCount = Math.Min(partCount, MaxStrands);
            int groups = (value + NeuronRows.Lanes - 1) / NeuronRows.Lanes;
            for (int p = 0; p < partCount; p++)
            {
                (int begin, int end) = isLong && partCount == 2
                    ? (p * LongRow.Cut / NeuronRows.Lanes, p == 0 ? LongRow.Cut / NeuronRows.Lanes : groups)
                    : Partition.Even(groups, p, partCount);
                parts[p].First = begin * NeuronRows.Lanes;
                parts[p].Samples = Math.Min(value, end * NeuronRows.Lanes) - parts[p].First;
            }
        }
    }

    /// <summary>The parts of the batch at hand.</summary>
    public ReadOnlySpan<MicroBatch> Parts => parts.AsSpan(0, partCount);

    /// <summary>Number of layers of neurons, the inputs among them.</summary>
    public int NeuronLayers => network.Layers.Count + 1;

    /// <summary>Number of neurons of a layer of neurons; level 0 are the inputs, level l + 1 the outputs of layer l.</summary>
    public int Neurons(int level) => parts[0].Signals[level].Neurons;

    /// <summary>Dropout of the step at hand; null when evaluating.</summary>
    public Dropout? Dropout { get; set; }

    /// <summary>Told each layer and part on the way backward, while the signal below the layer is still a and the one above it δ.</summary>
    public Action<int, MicroBatch>? BeforeLayerBackward { get; set; }

    /// <summary>What the last backward pass left, by strand: the gradient of the batch is their sum, in this order.</summary>
    public ReadOnlySpan<Gradients> Strands => strands.AsSpan(0, strandCount);

    /// <summary>Does a piece of work for each part of the batch, several at the same time.</summary>
    public void Run(Action<MicroBatch> partWork)
    {
        work = partWork;
        Team.Run(strandCount, runStrand, network.Connections * Batch);
    }

    /// <summary>Runs the loaded batch through all layers; leaves the logits in the parts' outputs.</summary>
    public void Forward()
    {
        PrepareForward();
        Run(forward);
    }

    /// <summary>Before the forward pass of the parts: what all of them look at must be there.</summary>
    public void PrepareForward()
    {
        if (parts[0].SparseInput is not null) _ = network.Layers[0].WeightsByInput;
    }

    /// <summary>Takes ∂loss/∂logits from the parts' outputs and leaves all gradients in <see cref="Strands"/>.</summary>
    public void Backward()
    {
        PrepareBackward();
        Run(backward);
    }

    /// <summary>Before <see cref="Backward(MicroBatch)"/> of the parts: what all of them look at must be there.</summary>
    public void PrepareBackward()
    {
        for (int l = 0; l < network.Layers.Count; l++) _ = network.Layers[l].WeightsByInput;
        foreach (Gradients gradients in strands) gradients.Fit();
        foreach (Gradients gradients in partial) gradients.Fit();
    }

    /// <summary>The backward pass of one part; its gradients are added to those of its strand.</summary>
    public void Backward(MicroBatch part)
    {
        int index = Array.IndexOf(parts, part), strand = index % strandCount;
        if (index < strandCount)
        {
            part.Backward(strands[strand]);
            return;
        }

        part.Backward(partial[strand]);
        strands[strand].Add(partial[strand]);
    }

    /// <summary>A neuron's values over the whole batch.</summary>
    public void CopyRow(int level, int neuron, Span<float> target)
    {
        foreach (MicroBatch part in Parts) part.CopyRow(level, neuron, target[part.First..]);
    }

    /// <summary>How many parts a batch is cut into.</summary>
    internal static int PartsOf(int batch) =>
        batch <= MicroBatch.MaxSamples / 2 ? 1 : Math.Max(2, (batch + MicroBatch.MaxSamples - 1) / MicroBatch.MaxSamples);

    private void RunStrand(int strand)
    {
        for (int p = strand; p < partCount; p += strandCount) work!(parts[p]);
    }
}
