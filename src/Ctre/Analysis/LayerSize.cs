using Ctre.Kernels.Dense;

namespace Ctre.Analysis;

/// <summary>The size of a layer at some moment of a run, and what it takes.</summary>
/// <param name="Inputs">Input neurons.</param>
/// <param name="Outputs">Output neurons.</param>
/// <param name="Count">Connections.</param>
internal readonly record struct LayerSize(int Inputs, int Outputs, double Count)
{
    /// <summary>Positions: outputs × inputs.</summary>
    public double Places => (double)Inputs * Outputs;

    /// <summary>Whether every position holds a connection.</summary>
    public bool IsComplete => Count >= Places;

    /// <summary>Whether it is run as products of matrices.</summary>
    public bool IsDense => DenseKernels.Suits(Outputs, IsComplete);

    /// <summary>Weights and biases.</summary>
    public double Parameters => Count + Outputs;

    /// <summary>Inputs and weights by output.</summary>
    public double DrawnBytes => 8 * Count + 8.0 * Outputs;

    /// <summary>The same, and by input unless it is dense.</summary>
    public double Bytes => DrawnBytes + (IsDense ? 0 : 12 * Count + 4.0 * Inputs);
}
