namespace Ctre.Sparse;

/// <summary>
/// What a method proposes for one layer: slots to drop and connections to grow. A layer carries it out by
/// <c>SparseLayer.Rewire</c>, with its weights; <see cref="Connections.Rewire"/> gives the new structure alone.
/// </summary>
public sealed class RewirePlan
{
    /// <summary>Creates a plan.</summary>
    /// <param name="drop">Slots to drop, strictly rising.</param>
    /// <param name="grow">Connections to grow, strictly rising; one that is also dropped stays as it was.</param>
    /// <exception cref="ArgumentException">A list doesn't rise strictly.</exception>
    public RewirePlan(IReadOnlyList<int> drop, IReadOnlyList<Connection> grow)
    {
        for (int i = 1; i < drop.Count; i++)
            if (drop[i - 1] >= drop[i]) throw new ArgumentException("Slots to drop must rise strictly.", nameof(drop));
        for (int i = 1; i < grow.Count; i++)
            if (grow[i - 1] >= grow[i]) throw new ArgumentException("Connections to grow must rise strictly.", nameof(grow));
        Drop = drop;
        Grow = grow;
    }

    /// <summary>The plan that changes nothing.</summary>
    public static RewirePlan Nothing { get; } = new([], []);

    /// <summary>Slots to drop, rising.</summary>
    public IReadOnlyList<int> Drop { get; }

    /// <summary>Connections to grow, rising.</summary>
    public IReadOnlyList<Connection> Grow { get; }

    /// <summary>Whether the plan changes nothing.</summary>
    public bool IsEmpty => Drop.Count == 0 && Grow.Count == 0;
}
