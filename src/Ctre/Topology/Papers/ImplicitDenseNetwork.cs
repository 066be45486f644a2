using Ctre.Kernels;
using Ctre.Kernels.Dense;
using Ctre.Losses;

namespace Ctre.Topology.Papers;

/// <summary>
/// A dense network that is never stored: a row of weights is a pure function of (seed, layer, output) and drawn whenever it is
/// needed, a few rows at a time. Enough to run it forward and backward once. Biases are 0.
/// </summary>
internal sealed class ImplicitDenseNetwork
{
    /// <summary>Rows of weights that are drawn together.</summary>
    public const int BlockRows = 12;

    private readonly int[] sizes;
    private readonly Recipe recipe;
    private readonly WorkerTeam team;
    private readonly NeuronRows[] signals, saved, deltas;

    /// <summary>Allocates signals of all layers, <c>[neurons × rows]</c>.</summary>
    public ImplicitDenseNetwork(int[] sizes, int rows, Recipe recipe, WorkerTeam team)
    {
        (this.sizes, this.recipe, this.team) = (sizes, recipe, team);
        signals = [.. sizes.Select(size => new NeuronRows(size, rows))];
        deltas = [.. sizes.Skip(1).Select(size => new NeuronRows(size, rows))];
        saved = [.. signals.Skip(1).SkipLast(1).Select((signal, l) =>
            ActivationOf(l).NeedsPreactivation ? new NeuronRows(signal.Neurons, rows) : signal)];
    }

    /// <summary>Number of layers of weights.</summary>
    public int Layers => sizes.Length - 1;

    /// <summary>The signal that enters a layer; to be filled for layer 0 before <see cref="Run"/>.</summary>
    public NeuronRows Inputs(int layer) => signals[layer];

    /// <summary>∂loss/∂z of a layer after <see cref="Run"/>, of the mean loss over the rows.</summary>
    public NeuronRows Deltas(int layer) => deltas[layer];

    /// <summary>
    /// Weights of an output neuron in the dense network, <c>[inputs]</c>: U(−b, b) with the bound of the recipe's kind of initial
    /// weights for the dense shape.
    /// </summary>
    public void Draw(int layer, int output, Span<float> weights)
    {
        double fan = recipe.WeightInit == WeightInitKind.Glorot ? (double)sizes[layer] + sizes[layer + 1] : sizes[layer];
        double bound = Math.Sqrt(6 / fan);
        Rng random = Rng.For(recipe.Seed, RandomPurpose.DenseWeights, layer, output);
        foreach (ref float weight in weights) weight = random.Symmetric(bound);
    }

    /// <summary>Draws rows of weights one after the other, <c>[count × inputs]</c>.</summary>
    public void Draw(int layer, int firstOutput, int count, Span<float> weights)
    {
        for (int i = 0; i < count; i++) Draw(layer, firstOutput + i, weights.Slice(i * sizes[layer], sizes[layer]));
    }

    /// <summary>Runs forward and backward; leaves ∂loss/∂z of every layer.</summary>
    /// <param name="labels">The class of each row.</param>
    /// <param name="classWeights">The weights of the classes in the loss; null for 1.</param>
    public void Run(ReadOnlyMemory<int> labels, float[]? classWeights = null)
    {
        for (int l = 0; l < Layers; l++)
        {
            int layer = l;
            team.Run(worker => Forward(layer, worker));
        }

        signals[^1].Values.CopyTo(deltas[^1].Values);
        Loss.Create(labels.Length, classWeights).Differentiate(deltas[^1], 0, labels.Length, labels.Span, labels.Length);
        for (int l = Layers - 1; l > 0; l--)
        {
            int layer = l;
            team.Run(worker => Backward(layer, worker));
        }
    }

    private Activation ActivationOf(int layer) => Activations.Find(recipe.Activation)!.ForHidden(layer);

    private void Forward(int layer, int worker)
    {
        NeuronRows input = signals[layer], output = signals[layer + 1];
        bool hidden = layer < Layers - 1;
        NeuronRows z = hidden ? saved[layer] : output;
        var weights = new float[BlockRows * sizes[layer]];
        (int begin, int end) = Partition.Even(output.Neurons, worker, team.Workers);
        for (int first = begin; first < end; first += BlockRows)
        {
            int count = Math.Min(BlockRows, end - first);
            Draw(layer, first, count, weights);
            DenseProduct.Add(
                ref weights[0], sizes[layer], 1, ref input.First, input.Stride,
                ref z.Values[first * z.Stride], z.Stride, count, z.Stride, sizes[layer]);
        }

        for (int i = begin; hidden && i < end; i++) ActivationOf(layer).Apply(z.Row(i), output.Row(i));
    }

    /// <summary>Each worker owns a range of samples and goes through all rows of weights in their order.</summary>
    private void Backward(int layer, int worker)
    {
        NeuronRows delta = deltas[layer], below = deltas[layer - 1], kept = saved[layer - 1];
        (int begin, int end) = Partition.Even(delta.Stride / NeuronRows.Lanes, worker, team.Workers);
        (begin, end) = (begin * NeuronRows.Lanes, end * NeuronRows.Lanes);
        if (begin == end) return;
        var weights = new float[BlockRows * sizes[layer]];
        for (int first = 0; first < delta.Neurons; first += BlockRows)
        {
            int count = Math.Min(BlockRows, delta.Neurons - first);
            Draw(layer, first, count, weights);
            DenseProduct.Add(
                ref weights[0], 1, sizes[layer], ref delta.Values[first * delta.Stride + begin], delta.Stride,
                ref below.Values[begin], below.Stride, below.Neurons, end - begin, count);
        }

        for (int j = 0; j < below.Neurons; j++)
        {
            Span<float> row = below.Row(j)[begin..end];
            new ActivationGradient(ActivationOf(layer - 1)).Apply(row, kept.Row(j)[begin..end], row);
        }
    }
}
