using Ctre.Kernels;
using Ctre.Kernels.Dense;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Optimization;

/// <summary>
/// Turns gradients into steps. Each kind of optimizer keeps a few arrays aligned with the weights (in the order of training,
/// <see cref="SparseLayer.WeightsByInput"/>) and with the biases (by output); when a layer is rewired they are carried along.
/// </summary>
internal abstract class Optimizer
{
    private readonly Network network;
    private readonly float[][][] weightStates;
    private readonly float[][][] biasStates;
    private readonly Action<int> share;
    private readonly Action<int> publishShare;
    private Workspace? workspace;

    /// <summary>Creates an optimizer that keeps <paramref name="states"/> numbers per weight and per bias, 0 at first.</summary>
    protected Optimizer(Network network, int states)
    {
        this.network = network;
        weightStates = [.. network.Layers.Select(layer => Zeros(states, layer.Connections.Count))];
        biasStates = [.. network.Layers.Select(layer => Zeros(states, layer.Outputs))];
        share = StepShare;
        publishShare = PublishShare;
    }

    /// <summary>The learning rate of the step at hand.</summary>
    protected float LearningRate { get; private set; }

    /// <summary>Number of steps taken, this one included.</summary>
    protected long Steps { get; private set; }

    /// <summary>Changes all weights and biases by the gradients in the workspace.</summary>
    public void Step(Workspace from, double learningRate)
    {
        workspace = from;
        LearningRate = (float)learningRate;
        Steps++;
        Prepare();
        from.Team.Run(share, 4 * network.Connections);
        from.Team.Run(publishShare, 4 * network.Connections);
    }

    /// <summary>Carries the state of a rewired layer; new connections start with 0.</summary>
    /// <param name="layer">The layer's number.</param>
    /// <param name="before">Its connections before.</param>
    /// <param name="map">Where each slot was before.</param>
    public void Carry(int layer, Connections before, SlotMap map)
    {
        float[][] states = weightStates[layer];
        Connections now = network.Layers[layer].Connections;
        for (int i = 0; i < states.Length; i++)
        {
            float[] bySlot = map.Carry(BySlot(states[i], before));
            states[i] = DenseKernels.Suits(now) ? bySlot : now.ByInput.FromSlots(bySlot);
        }
    }

    /// <summary>What it remembers: its own arrays.</summary>
    public OptimizerState State => new(Steps, weightStates, biasStates);

    /// <summary>Goes on with what another optimizer of its kind remembered; the arrays are taken over.</summary>
    /// <exception cref="InputException">They don't fit the network or the kind of optimizer.</exception>
    public void Restore(OptimizerState state)
    {
        Steps = state.Steps;
        Take(state.Weights, weightStates);
        Take(state.Biases, biasStates);
    }

    /// <summary>The state arrays of a layer's weights, by slot.</summary>
    internal float[][] WeightStates(int layer) =>
        [.. weightStates[layer].Select(state => BySlot(state, network.Layers[layer].Connections))];

    /// <summary>What depends on the step alone, computed once per step.</summary>
    protected virtual void Prepare() { }

    /// <summary>Steps the parameters in [begin, end).</summary>
    /// <param name="parameters">Weights or biases.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="states">Their state arrays.</param>
    /// <param name="decays">Whether weight decay applies: to weights, not to biases.</param>
    /// <param name="begin">First parameter.</param>
    /// <param name="end">One past the last.</param>
    protected abstract void Update(float[] parameters, float[] gradient, float[][] states, bool decays, int begin, int end);

    private void StepShare(int worker)
    {
        ReadOnlySpan<Gradients> strands = workspace!.Strands;
        int workers = workspace.Team.Workers;
        // a + b = b + a, so the sum may begin with either of the first two: with the one that this worker most likely computed.
        Gradients sum = strands[Math.Min(strands.Length, 2) * worker / workers];
        for (int l = 0; l < network.Layers.Count; l++)
        {
            SparseLayer layer = network.Layers[l];
            (int begin, int end) = Partition.Even(layer.Connections.Count, worker, workers);
            (int first, int last) = Partition.Even(layer.Outputs, worker, workers);
            foreach (Gradients other in strands)
            {
                if (other == sum) continue;
                VectorSum.Add(other.Weights[l].AsSpan(begin..end), sum.Weights[l].AsSpan(begin..end));
                VectorSum.Add(other.Biases[l].AsSpan(first..last), sum.Biases[l].AsSpan(first..last));
            }

            Update(layer.WeightsByInput, sum.Weights[l], weightStates[l], true, begin, end);
            Update(layer.MutableBias, sum.Biases[l], biasStates[l], false, first, last);
        }
    }

    private void PublishShare(int worker)
    {
        for (int l = 0; l < network.Layers.Count; l++)
        {
            SparseLayer layer = network.Layers[l];
            (int begin, int end) = Partition.Even(layer.Connections.Count, worker, workspace!.Team.Workers);
            layer.SyncToSlots(begin, end);
        }
    }

    private static void Take(float[][][] from, float[][][] to)
    {
        bool fits = from.Length == to.Length && from.Zip(to).All(layer =>
            layer.First.Select(state => state.Length).SequenceEqual(layer.Second.Select(state => state.Length)));
        if (!fits) throw new InputException("the checkpoint's optimizer does not fit its network.");
        from.CopyTo(to, 0);
    }

    private static float[] BySlot(float[] state, Connections connections)
    {
        if (DenseKernels.Suits(connections)) return state;
        var bySlot = new float[state.Length];
        connections.ByInput.ToSlots(state, bySlot, 0, state.Length);
        return bySlot;
    }

    private static float[][] Zeros(int states, int count) => [.. Enumerable.Range(0, states).Select(_ => new float[count])];
}
