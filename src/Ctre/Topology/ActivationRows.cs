using Ctre.Data;
using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>
/// Activations of all layers of neurons over a sample of training rows, each neuron's row scaled to length 1, so that the
/// inner product of two rows is the cosine similarity of the two neurons (CTRE):
/// <c>cos(i, j) = Σ a[j]·b[i] / (‖a[j]‖ ‖b[i]‖)</c>. Inputs are the scaled features, hidden neurons their outputs after the
/// activation, output neurons the softmax probabilities. A silent neuron keeps a row of zeros: its similarity is 0.
/// </summary>
internal sealed class ActivationRows
{
    /// <summary>κ of <see cref="RowNormalization.Scale"/> on sampled rows, where auto searches; the paper has none.</summary>
    private const double Caution = 4;

    private readonly Workspace workspace;
    private readonly NeuronRows[] signals;
    private readonly CountSketch[]? sketches;
    private readonly bool isAuto;
    private readonly double caution;
    private ulong key;
    private int chosen;
    private float chosenScale;
    private volatile bool isBroken;

    /// <summary>Allocates room for the activations of all neurons, <c>[neurons × rows]</c>; reused from update to update.</summary>
    /// <param name="workspace">Runs the network.</param>
    /// <param name="rows">How many rows are compared.</param>
    /// <param name="kind">How the most similar pairs are searched.</param>
    /// <param name="isSample">Whether the rows are a sample of more.</param>
    public ActivationRows(Workspace workspace, int rows, SimilarityKind kind = SimilarityKind.Exact, bool isSample = false)
    {
        this.workspace = workspace;
        signals = [.. Enumerable.Range(0, workspace.NeuronLayers).Select(level => new NeuronRows(workspace.Neurons(level), rows))];
        isAuto = kind == SimilarityKind.Auto;
        caution = isAuto && isSample ? Caution : 0;
        if (IsSketched(kind, rows)) sketches = [.. signals.Select(signal => new CountSketch(signal.Neurons))];
    }

    /// <summary>Whether rows are searched in sketches; sketches of rows that are hardly longer would save nothing.</summary>
    public static bool IsSketched(SimilarityKind kind, int rows) => kind == SimilarityKind.Auto && rows > 2 * CountSketch.Length;

    /// <summary>Runs the network, as it is, over the given training rows.</summary>
    /// <param name="data">The data set of the rows.</param>
    /// <param name="rows">The rows to compare on, as many as there is room for.</param>
    /// <param name="searchKey">What the randomness of a search follows from.</param>
    /// <param name="chosenRows">How many of the rows, the first, count less than the others.</param>
    /// <param name="chosenWeight">What one of those counts beside one of the others, in (0, 1].</param>
    /// <param name="cancel">Stops between two batches.</param>
    public void Update(
        Dataset data, ReadOnlyMemory<int> rows, ulong searchKey = 0, int chosenRows = 0, double chosenWeight = 1,
        CancellationToken cancel = default)
    {
        key = searchKey;
        (chosen, chosenScale) = (chosenRows, (float)Math.Sqrt(chosenWeight));
        isBroken = false;
        foreach (Batch batch in new RowBatches(data, rows, workspace.BatchCapacity))
        {
            cancel.ThrowIfCancellationRequested();
            int first = batch.First;
            workspace.Predict(batch, part =>
            {
                for (int level = 0; level < signals.Length; level++) Collect(part, level, first);
            });
        }

        float[] signs = CountSketch.Signs(key, signals[0].Stride);
        workspace.Team.Run(worker => Finish(worker, signs));
        if (isBroken) throw new NotFiniteNumberException("an activation is not a finite number");
    }

    /// <summary>Unit rows of the neurons that feed layer <paramref name="layer"/>.</summary>
    public NeuronRows Inputs(int layer) => signals[layer];

    /// <summary>Unit rows of the neurons of layer <paramref name="layer"/>.</summary>
    public NeuronRows Outputs(int layer) => signals[layer + 1];

    /// <summary>The absent pairs of a layer with the largest |cos|, best first; fewer than wanted if fewer were found.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="connections">Its connections.</param>
    /// <param name="free">By slot: whether the connection counts as absent.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="cancel">Stops the search.</param>
    public Candidate[] Best(int layer, Connections connections, bool[] free, int count, CancellationToken cancel)
    {
        if (isAuto && connections.Places > LshSearch.WorthwhilePlaces)
            return LshSearch.Best(connections, free, Outputs(layer), Inputs(layer), count, Rng.Hash(key, (ulong)layer), workspace.Team,
                cancel);
        return sketches is null
            ? AbsentPairScan.Best(connections, free, Outputs(layer), Inputs(layer), count, workspace.Team, cancel)
            : SketchSearch.Best(
                connections, free, (Outputs(layer), sketches[layer + 1]), (Inputs(layer), sketches[layer]), count, workspace.Team, cancel);
    }

    private void Collect(MicroBatch part, int level, int first)
    {
        if (level == 0)
        {
            part.CopyInputs(signals[0], first + part.First);
            return;
        }

        for (int neuron = 0; neuron < signals[level].Neurons; neuron++)
            part.CopyRow(level, neuron, signals[level].Row(neuron)[(first + part.First)..]);
    }

    private void Finish(int worker, float[] signs)
    {
        for (int level = 0; level < signals.Length; level++)
        {
            (int begin, int end) = Partition.Even(signals[level].Neurons, worker, workspace.Team.Workers);
            for (int neuron = begin; neuron < end; neuron++)
            {
                Span<float> row = signals[level].Row(neuron);
                RowNormalization.Multiply(row[..chosen], chosenScale);
                if (!RowNormalization.Scale(row, caution)) isBroken = true;
                if (sketches is not null) sketches[level].Take(neuron, row, signs);
            }
        }
    }
}
