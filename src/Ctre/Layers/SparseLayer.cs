using Ctre.Kernels.Dense;
using Ctre.Sparse;

namespace Ctre.Layers;

/// <summary>
/// A fully sparse layer, <c>a = f(W x + b)</c>: connections with one weight each, one bias per output neuron.
/// </summary>
public sealed class SparseLayer
{
    private readonly float[] bias;
    private float[] weights;
    private float[]? weightsByInput;

    /// <summary>Creates a layer over existing arrays, which are not copied.</summary>
    /// <param name="connections">The connections.</param>
    /// <param name="weights">Weight by slot, <c>[connections]</c>.</param>
    /// <param name="bias">Bias by output, <c>[outputs]</c>.</param>
    /// <exception cref="ArgumentException">The lengths don't fit together.</exception>
    public SparseLayer(Connections connections, float[] weights, float[] bias)
    {
        if (weights.Length != connections.Count)
            throw new ArgumentException($"{weights.Length} weights for {connections.Count} connections.", nameof(weights));
        if (bias.Length != connections.Outputs)
            throw new ArgumentException($"{bias.Length} biases for {connections.Outputs} outputs.", nameof(bias));
        Connections = connections;
        this.weights = weights;
        this.bias = bias;
    }

    /// <summary>The connections; replaced, never changed in place, by <see cref="Rewire"/>.</summary>
    public Connections Connections { get; private set; }

    /// <summary>Weight by slot, <c>[connections]</c>.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>Bias by output, <c>[outputs]</c>.</summary>
    public ReadOnlySpan<float> Bias => bias;

    /// <summary>Number of input neurons.</summary>
    public int Inputs => Connections.Inputs;

    /// <summary>Number of output neurons.</summary>
    public int Outputs => Connections.Outputs;

    /// <summary>Weight by slot, for the forward pass.</summary>
    internal float[] WeightsBySlot => weights;

    internal float[] MutableBias => bias;

    /// <summary>
    /// The weights in the order of training, in which the backward pass leaves gradients and the optimizer keeps its state: by
    /// input (<see cref="Connections.ByInput"/>), or by slot in a dense layer, where there is nothing to gather.
    /// </summary>
    internal float[] WeightsByInput =>
        DenseKernels.Suits(Connections) ? weights : weightsByInput ??= Connections.ByInput.FromSlots(weights);

    /// <summary>Updates <see cref="WeightsByInput"/>, before several threads read them.</summary>
    internal void SyncByInput() => _ = WeightsByInput;

    /// <summary>Copies trained weights to slots [begin, end), when all of them are trained.</summary>
    internal void SyncToSlots(int begin, int end)
    {
        if (weightsByInput is { } trained) Connections.ByInput.ToSlots(trained, weights, begin, end);
    }

    /// <summary>All weights by slot, to be overwritten; training continues from what is written.</summary>
    internal Span<float> OverwriteWeights()
    {
        weightsByInput = null;
        return weights;
    }

    /// <summary>
    /// Carries out a plan: the one place where structure changes. Surviving connections keep their weights, also those
    /// that the plan drops and grows again; new ones get theirs from <paramref name="newWeight"/> in slot order.
    /// </summary>
    /// <param name="plan">Slots to drop and connections to grow.</param>
    /// <param name="newWeight">The weight of a new connection.</param>
    /// <returns>Where each slot was before, to carry what is aligned with the weights.</returns>
    internal SlotMap Rewire(RewirePlan plan, Func<Connection, float> newWeight)
    {
        (Connections, SlotMap map) = Connections.Rewire(plan);
        weights = map.Carry(weights);
        weightsByInput = null;
        for (int output = 0; output < Outputs; output++)
        {
            for (int slot = Connections.RowOffsets[output]; slot < Connections.RowOffsets[output + 1]; slot++)
                if (map.OldSlots[slot] == SlotMap.New) weights[slot] = newWeight(new Connection(output, Connections.Columns[slot]));
        }

        return map;
    }

    /// <summary>A copy with its own weights and biases; the connections, immutable, are shared.</summary>
    public SparseLayer Copy() => new(Connections.WithoutIndex(), [.. weights], [.. bias]);
}
