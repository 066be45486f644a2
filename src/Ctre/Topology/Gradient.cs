using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>The gradient of the loss by every weight that a layer has or could have, without an outputs × inputs array.</summary>
public abstract class GradientSignal : TopologySignal
{
    private protected GradientSignal() { }

    /// <summary>The factors of the gradient; null before it is first computed.</summary>
    internal GradientFactors? Factors { get; private protected set; }

    private GradientFactors Computed => Asked(Factors);

    /// <summary>∂loss/∂w of a position, whether or not a connection is there.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="output">The output neuron, from 0.</param>
    /// <param name="input">The input neuron, from 0.</param>
    public float Of(int layer, int output, int input) =>
        InnerProducts.One(Computed.Deltas(layer), output, Computed.Inputs(layer), input);

    /// <summary>The mean |∂loss/∂w| over connections of a layer; 0 if there are none.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="connections">The connections.</param>
    public double MeanMagnitude(int layer, Connections connections) => Computed.MeanMagnitude(layer, connections);

    /// <summary>The absent pairs of a layer with the largest |∂loss/∂w|, best first.</summary>
    internal Candidate[] Best(RewireContext context) => AbsentPairScan.Best(
        context.Connections, new bool[context.Connections.Count], Computed.Deltas(context.Index), Computed.Inputs(context.Index),
        context.Counts.Grow, context.Team, context.Cancel);

    private protected void RequireFinite()
    {
        if (Factors is { IsFinite: false }) throw new NotFiniteNumberException("a gradient is not a finite number");
    }
}

/// <summary>The gradient of the mean loss over a sample of training rows, with the weights at the end of an epoch (RigL).</summary>
public sealed class Gradient : GradientSignal
{
    private TopologySample? sample;

    internal override void Compute(TopologyView view, int round, CancellationToken cancel)
    {
        sample ??= new TopologySample(
            view.Training, TopologySample.CountOf(view.Recipe, view.Training.Count, view.Workspace.AllNeurons));
        Factors ??= new GradientFactors(view.Workspace, sample.Count);
        Factors.Update(view.Training.Data, sample.Draw(view.Recipe.Seed, round), cancel);
        RequireFinite();
    }

    internal override double Bytes(RunSize size) => size.FactorBytes(size.SampleRows);

    /// <summary>Takes given factors, for tests.</summary>
    internal void Take(GradientFactors factors) => Factors = factors;
}

/// <summary>
/// The exponential average of the gradients of an epoch's last steps, <c>Σ (1 − β) βᵃ g</c> with a steps since: their momentum (SNFS).
/// Nothing dense is stored: the average is made of the signals of these steps.
/// </summary>
public sealed class AveragedGradient : GradientSignal
{
    private readonly int steps;
    private readonly double decay;

    /// <summary>Creates the average.</summary>
    /// <param name="steps">How many steps at most, 1 or more.</param>
    /// <param name="decay">β, in [0, 1): the step before weighs β times as much.</param>
    public AveragedGradient(int steps, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        (this.steps, this.decay) = (steps, decay);
    }

    /// <summary>The weight of a step's gradient.</summary>
    /// <param name="age">Steps since: 0 for the last one.</param>
    public double Weight(int age) => (1 - decay) * Math.Pow(decay, age);

    internal override void Compute(TopologyView view, int round, CancellationToken cancel) => RequireFinite();

    internal override bool Records(TopologyView view, int stepsLeft) => stepsLeft < StepsOf(view.Training.Count, view.Recipe.BatchSize);

    internal override Action<int, MicroBatch>? Recorder(TopologyView view, int stepsLeft)
    {
        int all = StepsOf(view.Training.Count, view.Recipe.BatchSize), columns = NeuronRows.Pad(view.Workspace.BatchCapacity);
        if (stepsLeft >= all) return null;
        Factors ??= new GradientFactors(view.Workspace, all * columns);
        return Factors.Recorder((all - 1 - stepsLeft) * columns, columns, (float)Weight(stepsLeft));
    }

    internal override double Bytes(RunSize size) =>
        size.FactorBytes(StepsOf(size.TrainingRows, size.Batch) * NeuronRows.Pad(size.Batch));

    /// <summary>Takes given factors, for tests.</summary>
    internal void Take(GradientFactors factors) => Factors = factors;

    private int StepsOf(int rows, int batchSize) => Math.Min(steps, (rows + batchSize - 1) / batchSize);
}
