namespace Ctre.Optimization;

/// <summary>A kind of optimizer: a row of <see cref="Optimizers.All"/>, or of a caller's own.</summary>
/// <param name="Name">The name in recipes and on the command line: <c>sgd</c>.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="DefaultLearningRate">η where a recipe gives none, above 0.</param>
/// <param name="Create">Makes the optimizer of one run.</param>
public sealed record OptimizerKind(string Name, string Summary, double DefaultLearningRate, Func<Recipe, Optimizer> Create);

/// <summary>The one table of all optimizers.</summary>
public static class Optimizers
{
    /// <summary>All optimizers.</summary>
    public static IReadOnlyList<OptimizerKind> All { get; } =
    [
        new("sgd", "stochastic gradient descent with momentum", 0.1, r => new MomentumSgd(r.Momentum, r.Nesterov, r.WeightDecay)),
        new("adam", "Adam with decoupled weight decay", 0.01, r => new Adam(r.WeightDecay)),
    ];

    /// <summary>The optimizer of that name, or null.</summary>
    /// <param name="name">A name as in <see cref="OptimizerKind.Name"/>.</param>
    public static OptimizerKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The optimizer of that name.</summary>
    /// <exception cref="InputException">This build does not have it.</exception>
    internal static OptimizerKind Require(string name) => Find(name) ?? throw new InputException(
        $"there is no optimizer '{name}' in this build: use {EnglishList.Join([.. All.Select(known => known.Name)], "or")}, "
        + "or pass an optimizer to the trainer.");
}
