namespace Ctre.Optimization;

/// <summary>What an optimizer remembers from step to step.</summary>
/// <param name="Steps">Steps taken.</param>
/// <param name="Weights">Numbers per weight, <c>[layers][states][connections]</c>, in the order of training.</param>
/// <param name="Biases">Numbers per bias, <c>[layers][states][outputs]</c>.</param>
internal sealed record OptimizerState(long Steps, float[][][] Weights, float[][][] Biases);
