namespace Ctre.Optimization;

/// <summary>
/// A rule that turns gradients into steps. It keeps some numbers per weight and per bias, which are carried along when a layer is
/// rewired; a connection that grows begins with 0. One object serves one training run.
/// </summary>
public abstract class Optimizer
{
    /// <summary>Numbers kept per weight and per bias, 0 or more: 1 for momentum, 2 for Adam.</summary>
    public abstract int States { get; }

    /// <summary>Computes what depends on the step alone, before the parameters of the step are updated.</summary>
    /// <param name="steps">Steps of the run, this one included.</param>
    /// <param name="learningRate">η of this step.</param>
    public virtual void Prepare(long steps, float learningRate) { }

    /// <summary>
    /// Updates some parameters. Several threads update disjoint parameters at the same time, and how they are cut depends on their number:
    /// what happens to a parameter may depend on its own numbers only.
    /// </summary>
    /// <param name="parameters">The parameters, their gradients and the numbers kept for them.</param>
    public abstract void Update(in ParameterBlock parameters);
}

/// <summary>Some weights or biases of a layer with all that an optimizer needs to update them.</summary>
public readonly ref struct ParameterBlock
{
    private readonly float[][] states;
    private readonly int begin;

    internal ParameterBlock(float[] values, float[] gradient, float[][] states, bool decays, int begin, int end)
    {
        (this.states, this.begin, Decays) = (states, begin, decays);
        Values = values.AsSpan(begin..end);
        Gradient = gradient.AsSpan(begin..end);
    }

    /// <summary>The parameters, to be overwritten.</summary>
    public Span<float> Values { get; }

    /// <summary>∂(mean loss)/∂parameter, as many.</summary>
    public ReadOnlySpan<float> Gradient { get; }

    /// <summary>Whether weight decay applies: to weights, not to biases.</summary>
    public bool Decays { get; }

    /// <summary>The numbers kept for the parameters, as many; 0 at first.</summary>
    /// <param name="index">Which of <see cref="Optimizer.States"/>, from 0.</param>
    public Span<float> State(int index) => states[index].AsSpan(begin, Values.Length);
}
