using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Optimization;

namespace Ctre.Topology;

/// <summary>
/// Activations of all layers of neurons over a sample of training rows, each neuron's row scaled to length 1, so that the
/// inner product of two rows is the cosine similarity of the two neurons (CTRE):
/// <c>cos(i, j) = Σ a[j]·b[i] / (‖a[j]‖ ‖b[i]‖)</c>. Inputs are the scaled features, hidden neurons their outputs after the
/// activation, output neurons the softmax probabilities. A silent neuron keeps a row of zeros: its similarity is 0.
/// </summary>
internal sealed class Similarity
{
    private readonly Workspace workspace;
    private readonly InputBatch batch;
    private readonly SoftmaxCrossEntropy softmax;
    private readonly Signal[] signals;

    /// <summary>Allocates room for the activations of all neurons, <c>[neurons × rows]</c>; reused from update to update.</summary>
    /// <param name="workspace">Buffers for the network.</param>
    /// <param name="batch">Loads rows into the workspace.</param>
    /// <param name="rows">How many rows are compared.</param>
    public Similarity(Workspace workspace, InputBatch batch, int rows)
    {
        this.workspace = workspace;
        this.batch = batch;
        softmax = new SoftmaxCrossEntropy(workspace);
        signals = [.. Enumerable.Range(0, workspace.Levels).Select(level => new Signal(workspace.Neurons(level), rows))];
    }

    /// <summary>Runs the network, as it is, over the given training rows.</summary>
    /// <param name="data">The data set of the rows.</param>
    /// <param name="rows">The rows to compare on, as many as there is room for.</param>
    /// <param name="cancel">Stops between two batches.</param>
    public void Update(Dataset data, ReadOnlyMemory<int> rows, CancellationToken cancel = default)
    {
        for (int first = 0; first < rows.Length; first += workspace.BatchCapacity)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(workspace.BatchCapacity, rows.Length - first);
            batch.Load(data, rows.Slice(first, count));
            workspace.Forward();
            softmax.Probabilities();
            workspace.Team.Run(worker => Collect(first, count, worker));
        }

        workspace.Team.Run(Normalize);
    }

    /// <summary>Unit rows of the neurons that feed layer <paramref name="layer"/>.</summary>
    public Signal Inputs(int layer) => signals[layer];

    /// <summary>Unit rows of the neurons of layer <paramref name="layer"/>.</summary>
    public Signal Outputs(int layer) => signals[layer + 1];

    private void Collect(int first, int count, int worker)
    {
        for (int level = 0; level < signals.Length; level++)
        {
            (int begin, int end) = Partition.Even(signals[level].Neurons, worker, workspace.Team.Workers);
            for (int neuron = begin; neuron < end; neuron++)
                workspace.CopyRow(level, neuron, signals[level].Row(neuron).Slice(first, count));
        }
    }

    private void Normalize(int worker)
    {
        foreach (Signal signal in signals)
        {
            (int begin, int end) = Partition.Even(signal.Neurons, worker, workspace.Team.Workers);
            for (int neuron = begin; neuron < end; neuron++) UnitRow.Scale(signal.Row(neuron));
        }
    }
}
