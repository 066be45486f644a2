using Ctre.Data;
using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>
/// The two factors of the dense gradient of every layer, over a number of training rows: the gradient of the place
/// (output i, input j) is the inner product <c>∂loss/∂w(i, j) = Σ over rows of δ[i] · a[j]</c>, whether or not a connection is
/// there. The gradient itself, outputs × inputs, is never stored. Rows may carry weights, so an average over steps is an inner
/// product as well.
/// </summary>
internal sealed class GradientRows
{
    private readonly Workspace workspace;
    private readonly SoftmaxCrossEntropy softmax;
    private readonly NeuronRows[] inputs, deltas;
    private readonly Action<int, MicroBatch> collect;
    private int first, room;
    private float weight;
    private volatile bool isBroken;

    /// <summary>Allocates the factors, <c>[inputs × rows]</c> and <c>[outputs × rows]</c> for each layer.</summary>
    /// <param name="workspace">Buffers for the network; told from its backward pass what the rows are.</param>
    /// <param name="rows">Room for so many rows.</param>
    /// <param name="classWeights">The weights of the classes in the loss; null for 1.</param>
    public GradientRows(Workspace workspace, int rows, float[]? classWeights = null)
    {
        this.workspace = workspace;
        softmax = new SoftmaxCrossEntropy(workspace, classWeights);
        inputs = [.. Enumerable.Range(0, workspace.NeuronLayers - 1).Select(layer => new NeuronRows(workspace.Neurons(layer), rows))];
        deltas = [.. Enumerable.Range(1, workspace.NeuronLayers - 1).Select(level => new NeuronRows(workspace.Neurons(level), rows))];
        collect = Collect;
    }

    /// <summary>a, the signal that enters a layer, <c>[inputs × rows]</c>.</summary>
    public NeuronRows Inputs(int of) => inputs[of];

    /// <summary>δ = ∂loss/∂z of a layer, weighted, <c>[outputs × rows]</c>.</summary>
    public NeuronRows Deltas(int of) => deltas[of];

    /// <summary>Whether all that was taken are finite numbers.</summary>
    public bool IsFinite => !isBroken;

    /// <summary>
    /// From the next backward pass on, takes each layer's factors as the pass goes by: into the columns from
    /// <paramref name="firstRow"/>, of which <paramref name="columns"/> are the batch's, with δ multiplied by <paramref name="weightOfRows"/>.
    /// </summary>
    public void Record(int firstRow, int columns, float weightOfRows)
    {
        (first, room, weight) = (firstRow, columns, weightOfRows);
        workspace.BeforeLayerBackward = collect;
    }

    /// <summary>Takes nothing from the next backward passes.</summary>
    public void Pause() => workspace.BeforeLayerBackward = null;

    /// <summary>Runs the network, as it is, forward and backward over the given rows: the gradient of their mean loss.</summary>
    /// <param name="data">The data set of the rows.</param>
    /// <param name="batch">Loads rows into the workspace.</param>
    /// <param name="rows">As many rows as there is room for.</param>
    /// <param name="cancel">Stops between two batches.</param>
    public void Update(Dataset data, InputBatch batch, int[] rows, CancellationToken cancel = default)
    {
        var labels = new int[workspace.BatchCapacity];
        for (int begin = 0; begin < rows.Length; begin += workspace.BatchCapacity)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(workspace.BatchCapacity, rows.Length - begin);
            for (int s = 0; s < count; s++) labels[s] = data.Labels[rows[begin + s]];
            batch.Load(data, rows.AsMemory(begin, count));
            workspace.Forward();
            softmax.LossAndGradient(labels.AsMemory(0, count));
            // The loss is a mean over the batch; each row is to weigh the same, also in a shorter last batch.
            Record(begin, count, (float)count / rows.Length);
            workspace.Backward();
        }

        Pause();
    }

    /// <summary>The mean |gradient| over the connections that a layer has.</summary>
    /// <exception cref="InputException">It is not a finite number.</exception>
    public double MeanMagnitude(int of, Connections connections)
    {
        var sums = new double[connections.Outputs];
        workspace.Team.Run(worker =>
        {
            (int begin, int end) = Partition.Balanced(connections.RowOffsets, worker, workspace.Team.Workers);
            for (int output = begin; output < end; output++)
                foreach (int input in connections.InputsOf(output))
                    sums[output] += Math.Abs(InnerProducts.One(deltas[of], output, inputs[of], input));
        });
        double mean = sums.Sum() / Math.Max(1, connections.Count);
        return double.IsFinite(mean) ? mean : throw new InputException("A gradient is not a finite number; use a lower learning rate.");
    }

    private void Collect(int of, MicroBatch part)
    {
        bool isLast = part.First + part.Samples == workspace.Batch;
        int width = isLast ? room - part.First : part.Samples, begin = first + part.First;
        if (of == 0) part.CopyInputs(inputs[0], begin);
        for (int neuron = 0; neuron < inputs[of].Neurons; neuron++)
        {
            Span<float> row = inputs[of].Row(neuron).Slice(begin, width);
            if (of > 0) part.CopyRow(of, neuron, row);
            Finish(row, part.Samples, 1);
        }

        for (int neuron = 0; neuron < deltas[of].Neurons; neuron++)
        {
            Span<float> row = deltas[of].Row(neuron).Slice(begin, width);
            part.CopyRow(of + 1, neuron, row);
            Finish(row, part.Samples, weight);
        }
    }

    /// <summary>Weighs the samples of a row, clears what is beyond them, and notices what is no number.</summary>
    private void Finish(Span<float> row, int samples, float factor)
    {
        float sum = 0;
        for (int s = 0; s < samples; s++)
        {
            row[s] *= factor;
            sum += row[s];
        }

        row[samples..].Clear();
        if (!float.IsFinite(sum)) isBroken = true;
    }
}
