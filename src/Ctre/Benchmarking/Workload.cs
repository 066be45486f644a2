using System.Runtime.Intrinsics;
using Ctre.Topology;

namespace Ctre.Benchmarking;

/// <summary>A network whose training step is timed.</summary>
/// <param name="Shape">A short name of the shape: <c>W1</c>.</param>
/// <param name="Sizes">Neurons from input to output, <c>[layers + 1]</c>.</param>
/// <param name="Recipe">A fixed topology of a density or ε, or the dense one; its hidden layers are those of the sizes.</param>
internal sealed record Workload(string Shape, IReadOnlyList<int> Sizes, Recipe Recipe)
{
    /// <summary>Whether it is the dense network of this shape.</summary>
    public bool IsDense => Methods.IsDense(Recipe.Method);

    /// <summary>The shape, followed by <c>dense</c> if it is.</summary>
    public string Name => IsDense ? $"{Shape} dense" : Shape;

    /// <summary>A random topology of a given density.</summary>
    /// <param name="shape">A short name of the shape.</param>
    /// <param name="sizes">Neurons from input to output.</param>
    /// <param name="density">Share of all possible connections, in (0, 1].</param>
    public static Workload AtDensity(string shape, IReadOnlyList<int> sizes, double density) =>
        new(shape, sizes, Of(Methods.Static, sizes) with { Density = density });

    /// <summary>A random topology with ε (inputs + outputs) connections per layer.</summary>
    /// <param name="shape">A short name of the shape.</param>
    /// <param name="sizes">Neurons from input to output.</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static Workload AtEpsilon(string shape, IReadOnlyList<int> sizes, double epsilon) =>
        new(shape, sizes, Of(Methods.Static, sizes) with { Epsilon = epsilon });

    /// <summary>All connections, by dense kernels.</summary>
    /// <param name="shape">A short name of the shape.</param>
    /// <param name="sizes">Neurons from input to output.</param>
    public static Workload Dense(string shape, IReadOnlyList<int> sizes) => new(shape, sizes, Of(Methods.Dense, sizes));

    /// <summary>Batches of 100; where a processor has no vectors, a step of so many rows would take seconds.</summary>
    private static Recipe Of(Method method, IReadOnlyList<int> sizes) => new()
    {
        Method = method.Name,
        Hidden = [.. sizes.Skip(1).Take(sizes.Count - 2)],
        BatchSize = Vector128.IsHardwareAccelerated ? 100 : 16,
    };
}
