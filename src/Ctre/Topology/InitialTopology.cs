using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>What a method may look at when it draws the network that training starts from.</summary>
/// <param name="Training">The training rows; most methods look at the number of features and classes alone.</param>
/// <param name="Scaler">The scaler fitted on these rows.</param>
/// <param name="Recipe">Hidden layers, number of connections, initial weights and seed.</param>
public sealed record InitialContext(DataSlice Training, Scaler Scaler, Recipe Recipe)
{
    /// <summary>The workers; one alone by default.</summary>
    internal WorkerTeam Team { get; init; } = new(1);

    /// <summary>Neurons from input to output, <c>[layers + 1]</c>.</summary>
    public int[] Sizes { get; } = [Training.Data.Features, .. Recipe.Hidden, Training.Data.Classes];
}

/// <summary>The networks that methods start from.</summary>
public static class InitialTopology
{
    /// <summary>Random connections, as many per layer as the recipe's budget gives (SET and similar methods).</summary>
    public static Network Random(InitialContext context) => Random(context.Sizes, context.Recipe);

    /// <inheritdoc cref="Random(InitialContext)"/>
    public static Network Random(int[] sizes, Recipe recipe) => Weighted(
        ConnectionBudget.Counts(sizes, recipe).Select((count, l) => ErdosRenyi.Draw(sizes[l + 1], sizes[l], count, recipe.Seed, l)),
        recipe);

    /// <summary>All positions of all layers (dense, and gradual pruning before it prunes).</summary>
    public static Network Complete(InitialContext context) => Weighted(
        Enumerable.Range(1, context.Sizes.Length - 1).Select(l => Connections.Complete(context.Sizes[l], context.Sizes[l - 1])),
        context.Recipe);

    /// <summary>Layers of given connections, with freshly drawn weights.</summary>
    public static Network Weighted(IEnumerable<Connections> layers, Recipe recipe) => new(
        [.. layers.Select((connections, l) => WeightInit.Draw(connections, recipe.WeightInit, recipe.Seed, l))],
        Activations.Find(recipe.Activation)!);
}
