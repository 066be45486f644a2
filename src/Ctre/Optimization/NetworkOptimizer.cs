using Ctre.Kernels.Dense;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Optimization;

/// <summary>
/// Applies an optimizer to all parameters of a network. The optimizer's numbers are arrays aligned with the weights (in the order of
/// training, <see cref="SparseLayer.WeightsByInput"/>) and with the biases (by output); when a layer is rewired they are carried along.
/// </summary>
internal sealed class NetworkOptimizer
{
    private readonly Network network;
    private readonly Optimizer optimizer;
    private readonly float[][][] weightStates;
    private readonly float[][][] biasStates;
    private readonly Action<int> updateShare;
    private readonly Action<int> syncShare;
    private Workspace? workspace;
    private long steps;

    /// <summary>Makes room for the optimizer's numbers, 0 at first.</summary>
    public NetworkOptimizer(Network network, Optimizer optimizer)
    {
        (this.network, this.optimizer) = (network, optimizer);
        weightStates = [.. network.Layers.Select(layer => Zeros(layer.Connections.Count))];
        biasStates = [.. network.Layers.Select(layer => Zeros(layer.Outputs))];
        updateShare = UpdateShare;
        syncShare = SyncShare;
    }

    /// <summary>Numbers that are remembered of each parameter.</summary>
    public int States => optimizer.States;

    /// <summary>Changes all weights and biases by the gradients in the workspace.</summary>
    public void Step(Workspace from, double learningRate)
    {
        workspace = from;
        optimizer.Prepare(++steps, (float)learningRate);
        from.Team.Run(updateShare, 4 * network.Connections);
        from.Team.Run(syncShare, 4 * network.Connections);
    }

    /// <summary>Carries the state of a rewired layer; new connections start with 0.</summary>
    /// <param name="layer">The layer's number.</param>
    /// <param name="before">Its connections before.</param>
    /// <param name="map">Where each slot was before.</param>
    public void Carry(int layer, Connections before, SlotMap map)
    {
        Connections now = network.Layers[layer].Connections;
        foreach (ref float[] state in weightStates[layer].AsSpan())
            state = InTrainingOrder(map.Carry(BySlot(state, before)), now);
    }

    /// <summary>What it remembers. Biases, and weights of layers that are trained by slot, are its own arrays.</summary>
    public OptimizerState State => new([.. network.Layers.Select((_, layer) => WeightStates(layer))], biasStates);

    /// <summary>Continues with what another optimizer of its kind remembered; the arrays are taken over.</summary>
    /// <param name="state">What it remembered.</param>
    /// <param name="stepsDone">Steps that it has taken.</param>
    /// <exception cref="InputException">They don't fit the network or the kind of optimizer.</exception>
    public void Restore(OptimizerState state, long stepsDone)
    {
        RequireFit(state.Weights, weightStates);
        RequireFit(state.Biases, biasStates);
        steps = stepsDone;
        for (int l = 0; l < weightStates.Length; l++)
        {
            Connections connections = network.Layers[l].Connections;
            weightStates[l] = [.. state.Weights[l].Select(bySlot => InTrainingOrder(bySlot, connections))];
            biasStates[l] = state.Biases[l];
        }
    }

    /// <summary>The state arrays of a layer's weights, by slot.</summary>
    internal float[][] WeightStates(int layer) =>
        [.. weightStates[layer].Select(state => BySlot(state, network.Layers[layer].Connections))];

    private void UpdateShare(int worker)
    {
        ReadOnlySpan<Gradients> accumulators = workspace!.Accumulators;
        int workers = workspace.Team.Workers;
        // a + b = b + a, so the sum may begin with either of the first two: with the one that this worker most likely computed.
        Gradients sum = accumulators[Math.Min(accumulators.Length, 2) * worker / workers];
        for (int l = 0; l < network.Layers.Count; l++)
        {
            SparseLayer layer = network.Layers[l];
            (int begin, int end) = Partition.Even(layer.Connections.Count, worker, workers);
            (int first, int last) = Partition.Even(layer.Outputs, worker, workers);
            foreach (Gradients other in accumulators)
            {
                if (other == sum) continue;
                VectorSum.Add(other.Weights[l].AsSpan(begin..end), sum.Weights[l].AsSpan(begin..end));
                VectorSum.Add(other.Biases[l].AsSpan(first..last), sum.Biases[l].AsSpan(first..last));
            }

            optimizer.Update(new ParameterBlock(layer.WeightsByInput, sum.Weights[l], weightStates[l], decays: true, begin, end));
            optimizer.Update(new ParameterBlock(layer.MutableBias, sum.Biases[l], biasStates[l], decays: false, first, last));
        }
    }

    private void SyncShare(int worker)
    {
        for (int l = 0; l < network.Layers.Count; l++)
        {
            SparseLayer layer = network.Layers[l];
            (int begin, int end) = Partition.Even(layer.Connections.Count, worker, workspace!.Team.Workers);
            layer.SyncToSlots(begin, end);
        }
    }

    private static void RequireFit(float[][][] given, float[][][] own)
    {
        bool fits = given.Length == own.Length && given.Zip(own).All(layer =>
            layer.First.Select(state => state.Length).SequenceEqual(layer.Second.Select(state => state.Length)));
        if (!fits) throw new InputException("the checkpoint's optimizer does not fit its network.");
    }

    private static float[] InTrainingOrder(float[] bySlot, Connections connections) =>
        DenseKernels.Suits(connections) ? bySlot : connections.ByInput.FromSlots(bySlot);

    private static float[] BySlot(float[] state, Connections connections)
    {
        if (DenseKernels.Suits(connections)) return state;
        var bySlot = new float[state.Length];
        connections.ByInput.ToSlots(state, bySlot, 0, state.Length);
        return bySlot;
    }

    private float[][] Zeros(int count) => [.. Enumerable.Range(0, optimizer.States).Select(_ => new float[count])];
}
