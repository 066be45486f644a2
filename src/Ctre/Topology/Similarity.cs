using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>
/// The cosine similarity of the activations of two neurons over training rows, with the weights at the end of an epoch (CTRE; Atashgahi et
/// al., Machine Learning 2022); see <see cref="ActivationRows"/> for what it is computed from. The similarity of a silent neuron to any
/// other is 0.
/// </summary>
public sealed class Similarity : TopologySignal
{
    private TopologySample? sample;
    private ActivationRows? rows;

    private ActivationRows Computed => Asked(rows);

    /// <summary>cos of the activations of an output and an input neuron of a layer, in [−1, 1]; 0 if one is silent.</summary>
    /// <remarks>
    /// Where the recipe searches by <see cref="SimilarityKind.Auto"/> on a sample, neurons that fired for few rows count as less similar.
    /// </remarks>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="output">The output neuron, from 0.</param>
    /// <param name="input">The input neuron, from 0.</param>
    public float Of(int layer, int output, int input) =>
        InnerProducts.One(Computed.Outputs(layer), output, Computed.Inputs(layer), input);

    /// <summary>The absent pairs of a layer with the largest |cos|; parameters as of <see cref="ActivationRows.Best"/>.</summary>
    internal Candidate[] Best(int layer, Connections connections, bool[] free, int count, CancellationToken cancel) =>
        Computed.Best(layer, connections, free, count, cancel);

    internal override void Compute(TopologyView view, int round, CancellationToken cancel)
    {
        Recipe recipe = view.Recipe;
        sample ??= Sample(view);
        rows ??= new ActivationRows(view.Workspace, sample.Count, recipe.Similarity, sample.IsPart);
        rows.Update(
            view.Training.Data, sample.Draw(recipe.Seed, round), Rng.Key(recipe.Seed, RandomPurpose.SimilaritySearch, step: round),
            sample.Chosen, sample.ChosenWeight, cancel);
    }

    internal override double Candidates(double grown) => SketchSearch.CandidatesOf(grown);

    // A sketch is of bytes.
    internal override double Bytes(RunSize size) => size.Neurons * (4.0 * NeuronRows.PadToLine(size.SampleRows)
        + (ActivationRows.IsSketched(size.Recipe.Similarity, size.SampleRows) ? CountSketch.Length : 0));

    /// <summary>Takes given rows, for tests.</summary>
    internal void Take(ActivationRows computed) => rows = computed;

    /// <summary>The rows to look at; where neurons are compared on a sample, they include rows with features that others lack.</summary>
    private static TopologySample Sample(TopologyView view)
    {
        int count = TopologySample.CountOf(view.Recipe, view.Training.Count, view.Workspace.AllNeurons);
        return view.Recipe is { Similarity: SimilarityKind.Auto, SimilarityRows: not null }
            ? new TopologySample(view.Training, count, view.Scaler, view.Workspace.Team)
            : new TopologySample(view.Training, count);
    }
}
