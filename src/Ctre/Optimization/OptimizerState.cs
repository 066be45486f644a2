namespace Ctre.Optimization;

/// <summary>What an optimizer remembers from step to step.</summary>
/// <param name="Steps">Steps taken.</param>
/// <param name="Weights">Numbers by slot, <c>[layers][states][connections]</c>.</param>
/// <param name="Biases">Numbers by output, <c>[layers][states][outputs]</c>.</param>
internal sealed record OptimizerState(long Steps, float[][][] Weights, float[][][] Biases);
