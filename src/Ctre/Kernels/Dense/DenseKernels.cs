using Ctre.Sparse;

namespace Ctre.Kernels.Dense;

/// <summary>Where dense matrix products are the faster kernels.</summary>
internal static class DenseKernels
{
    /// <summary>
    /// So few outputs fit into the nearest cache: connections one by one are then faster, even if all of them are present.
    /// </summary>
    private const int FewOutputs = 32;

    /// <summary>Whether a layer is run as products of matrices, its weights in slot order.</summary>
    public static bool Suits(Connections connections) => Suits(connections.Outputs, connections.IsComplete);

    /// <summary>The same, of a layer that does not exist yet.</summary>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="isComplete">Whether all connections are present.</param>
    public static bool Suits(int outputs, bool isComplete) => isComplete && outputs > FewOutputs;
}
