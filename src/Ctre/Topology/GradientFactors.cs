using Ctre.Data;
using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>
/// The two factors of the dense gradient of every layer, over a number of training rows: the gradient of the position (output i, input j)
/// is the inner product <c>∂loss/∂w(i, j) = Σ over rows of δ[i] · a[j]</c>, whether or not a connection is there. The gradient itself,
/// outputs × inputs, is never stored. Rows may carry weights, so an average over steps is an inner product as well.
/// </summary>
internal sealed class GradientFactors
{
    private readonly Workspace workspace;
    private readonly NeuronRows[] inputs, deltas;
    private readonly Action<int, MicroBatch> collect;
    private int first, room;
    private float weight;
    private volatile bool isBroken;

    /// <summary>Allocates the factors, <c>[inputs × rows]</c> and <c>[outputs × rows]</c> for each layer.</summary>
    /// <param name="workspace">Runs the network.</param>
    /// <param name="rows">Room for so many rows.</param>
    public GradientFactors(Workspace workspace, int rows)
    {
        this.workspace = workspace;
        inputs = [.. Enumerable.Range(0, workspace.NeuronLayers - 1).Select(layer => new NeuronRows(workspace.Neurons(layer), rows))];
        deltas = [.. Enumerable.Range(1, workspace.NeuronLayers - 1).Select(level => new NeuronRows(workspace.Neurons(level), rows))];
        collect = Collect;
    }

    /// <summary>a, the signal that enters a layer, <c>[inputs × rows]</c>.</summary>
    public NeuronRows Inputs(int layer) => inputs[layer];

    /// <summary>δ = ∂loss/∂z of a layer, weighted, <c>[outputs × rows]</c>.</summary>
    public NeuronRows Deltas(int layer) => deltas[layer];

    /// <summary>Whether all that was taken are finite numbers.</summary>
    public bool IsFinite => !isBroken;

    /// <summary>
    /// Records each layer's factors during a training pass: into the columns from <paramref name="firstRow"/>, of which
    /// <paramref name="columns"/> are the batch's, with δ multiplied by <paramref name="weightOfRows"/>.
    /// </summary>
    public Action<int, MicroBatch> Recorder(int firstRow, int columns, float weightOfRows)
    {
        (first, room, weight) = (firstRow, columns, weightOfRows);
        return collect;
    }

    /// <summary>Runs the network, as it is, forward and backward over the given rows: the gradient of their mean loss.</summary>
    /// <param name="data">The data set of the rows.</param>
    /// <param name="rows">As many rows as there is room for.</param>
    /// <param name="cancel">Stops between two batches.</param>
    public void Update(Dataset data, int[] rows, CancellationToken cancel = default)
    {
        foreach (Batch batch in new RowBatches(data, rows, workspace.BatchCapacity))
        {
            cancel.ThrowIfCancellationRequested();
            // The loss is a mean over the batch; each row is to weigh the same, also in a shorter last batch.
            workspace.Train(batch, dropout: null, Recorder(batch.First, batch.Count, (float)batch.Count / rows.Length));
        }
    }

    /// <summary>The mean |gradient| over the connections that a layer has.</summary>
    /// <exception cref="NotFiniteNumberException">It is not a finite number.</exception>
    public double MeanMagnitude(int layer, Connections connections)
    {
        var sums = new double[connections.Outputs];
        workspace.Team.Run(worker =>
        {
            (int begin, int end) = Partition.Balanced(connections.RowOffsets, worker, workspace.Team.Workers);
            for (int output = begin; output < end; output++)
                foreach (int input in connections.InputsOf(output))
                    sums[output] += Math.Abs(InnerProducts.One(deltas[layer], output, inputs[layer], input));
        });
        double mean = sums.Sum() / Math.Max(1, connections.Count);
        return double.IsFinite(mean) ? mean : throw new NotFiniteNumberException("a gradient is not a finite number");
    }

    private void Collect(int layer, MicroBatch part)
    {
        bool isLast = part.First + part.Samples == workspace.Samples;
        int width = isLast ? room - part.First : part.Samples, begin = first + part.First;
        if (layer == 0) part.CopyInputs(inputs[0], begin);
        for (int neuron = 0; neuron < inputs[layer].Neurons; neuron++)
        {
            Span<float> row = inputs[layer].Row(neuron).Slice(begin, width);
            if (layer > 0) part.CopyRow(layer, neuron, row);
            Finish(row, part.Samples, 1);
        }

        for (int neuron = 0; neuron < deltas[layer].Neurons; neuron++)
        {
            Span<float> row = deltas[layer].Row(neuron).Slice(begin, width);
            part.CopyRow(layer + 1, neuron, row);
            Finish(row, part.Samples, weight);
        }
    }

    /// <summary>Weighs the samples of a row, clears what is beyond them, and detects what is not finite.</summary>
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
