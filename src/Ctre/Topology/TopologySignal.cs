using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;

namespace Ctre.Topology;

/// <summary>
/// What a growth method may know of the network besides its weights: <see cref="Similarity"/>, <see cref="Gradient"/>,
/// <see cref="AveragedGradient"/>. It is computed before plans are made, over a sample of training rows or over the last steps of the
/// epoch.
/// </summary>
public abstract class TopologySignal
{
    private protected TopologySignal() { }

    /// <summary>What the signal computed.</summary>
    /// <exception cref="InvalidOperationException">It was not computed: no method asked for it.</exception>
    private protected static T Asked<T>(T? computed)
        where T : class =>
        computed ?? throw new InvalidOperationException("The method does not list this signal in Signals.");

    /// <summary>Computes the signal for the network as it is.</summary>
    /// <exception cref="NotFiniteNumberException">A number is not finite: training diverged.</exception>
    internal abstract void Compute(TopologyView view, int round, CancellationToken cancel);

    /// <summary>Whether the signal needs a step of an epoch after which the topology changes.</summary>
    /// <param name="view">The run.</param>
    /// <param name="stepsLeft">Steps of the epoch after this one.</param>
    internal virtual bool Records(TopologyView view, int stepsLeft) => false;

    /// <summary>What is to be called with each layer and micro-batch of such a step, before the layer's backward pass.</summary>
    internal virtual Action<int, MicroBatch>? Recorder(TopologyView view, int stepsLeft) => null;

    /// <summary>How many candidates the search for pairs keeps, for so many connections to grow.</summary>
    internal virtual double Candidates(double grown) => grown;

    /// <summary>Bytes that the signal takes.</summary>
    internal abstract double Bytes(RunSize size);
}

/// <summary>The parts of a run that signals look at.</summary>
/// <param name="Workspace">Runs the network.</param>
/// <param name="Training">The training rows.</param>
/// <param name="Scaler">How features are scaled.</param>
/// <param name="Recipe">The recipe.</param>
internal sealed record TopologyView(Workspace Workspace, DataSlice Training, Scaler Scaler, Recipe Recipe);

/// <summary>The sizes that decide how much memory a run takes.</summary>
/// <param name="Sizes">Neurons from input to output, <c>[layers + 1]</c>.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="TrainingRows">Rows to train on.</param>
/// <param name="Batch">Rows of a batch.</param>
/// <param name="Connections">Connections of all layers at the start.</param>
/// <param name="Threads">Number of threads.</param>
internal sealed record RunSize(int[] Sizes, Recipe Recipe, int TrainingRows, int Batch, double Connections, int Threads)
{
    /// <summary>All neurons, inputs among them.</summary>
    public double Neurons => Sizes.Sum(size => (double)size);

    /// <summary>Rows that signals are computed on.</summary>
    public int SampleRows => TopologySample.CountOf(Recipe, TrainingRows, (long)Neurons);

    /// <summary>Bytes of one signal per layer of inputs and outputs over some columns.</summary>
    public double FactorBytes(int columns) => 4 * (2 * Neurons - Sizes[0] - Sizes[^1]) * NeuronRows.PadToLine(columns);
}
