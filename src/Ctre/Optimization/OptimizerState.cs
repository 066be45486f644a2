namespace Ctre.Optimization;

/// <summary>What an optimizer remembers from step to step.</summary>
/// <param name="Weights">Numbers by slot, <c>[layers][states][connections]</c>.</param>
/// <param name="Biases">Numbers by output, <c>[layers][states][outputs]</c>.</param>
internal sealed record OptimizerState(float[][][] Weights, float[][][] Biases)
{
    /// <summary>Nothing, of no layer.</summary>
    public static OptimizerState None { get; } = new([], []);
}
