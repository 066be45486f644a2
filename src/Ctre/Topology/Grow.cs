using Ctre.Growth;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>Rules that choose which connections to grow.</summary>
public static class Grow
{
    /// <summary>
    /// Uniform random positions among all that are not kept, as many as are dropped; what was just dropped may return (SET).
    /// </summary>
    /// <param name="context">The layer.</param>
    /// <param name="drop">The slots to drop, rising.</param>
    /// <returns>The connections to grow, rising.</returns>
    public static Connection[] AtRandom(RewireContext context, int[] drop) =>
        AtRandom(context, Split(context.Connections, drop).Kept, drop.Length);

    /// <summary>Uniform random absent positions.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="count">How many, at most as many as are absent.</param>
    /// <returns>The connections to grow, rising.</returns>
    public static Connection[] AtRandom(RewireContext context, int count) =>
        AtRandom(context, PositionsOf(context.Connections), count);

    /// <summary>
    /// The pairs outside the kept connections whose neurons have the largest |cos| of activations, as many as are dropped, as far as the
    /// search finds them; what was just dropped may return (CTRE).
    /// </summary>
    /// <param name="context">The layer.</param>
    /// <param name="similarity">A signal of the method.</param>
    /// <param name="drop">The slots to drop, rising.</param>
    /// <returns>The connections to grow, rising.</returns>
    public static Connection[] MostSimilar(RewireContext context, Similarity similarity, int[] drop) =>
        ToConnections(MostSimilarPositions(context, similarity, drop), context.Connections.Inputs);

    /// <summary>
    /// The absent connections with the largest |gradient|; what was just dropped is not among them (RigL, Section 3).
    /// </summary>
    /// <param name="context">The layer, and how many to grow.</param>
    /// <param name="gradient">A signal of the method.</param>
    /// <returns>The connections to grow, rising.</returns>
    public static Connection[] Steepest(RewireContext context, GradientSignal gradient) => context.Counts.Grow == 0
        ? []
        : ToConnections(gradient.Best(context).Select(candidate => candidate.Position), context.Connections.Inputs);

    /// <summary>
    /// The absent connections with the largest score of any kind, by a look at every pair of the layer: time follows outputs × inputs,
    /// memory the number of connections to grow. Ties go to the lower output, then the lower input.
    /// </summary>
    /// <param name="context">The layer, and how many to grow.</param>
    /// <param name="score">The score of an output and an input; called by several threads at the same time.</param>
    /// <param name="drop">Slots that count as absent, rising; null (the default) if what was just dropped may not return.</param>
    /// <returns>The connections to grow, rising; fewer where fewer are absent.</returns>
    /// <exception cref="NotFiniteNumberException">A score is not a finite number: training diverged.</exception>
    public static Connection[] Best(RewireContext context, Func<int, int, float> score, int[]? drop = null) => ToConnections(
        ScoredSearch.Absent(context.Connections, Free(context.Connections, drop ?? []), score, context.Counts.Grow, context.Team,
            context.Cancel),
        context.Connections.Inputs);

    /// <summary>Of given connections those with the largest score; ties go to the lower output, then the lower input.</summary>
    /// <param name="context">The layer, and how many to grow.</param>
    /// <param name="candidates">Absent connections, each once.</param>
    /// <param name="score">The score of an output and an input; called by several threads at the same time.</param>
    /// <returns>The connections to grow, rising; fewer where there are fewer candidates.</returns>
    /// <exception cref="NotFiniteNumberException">A score is not a finite number: training diverged.</exception>
    public static Connection[] BestOf(RewireContext context, IReadOnlyList<Connection> candidates, Func<int, int, float> score) =>
        ToConnections(
            ScoredSearch.Among(candidates, score, context.Counts.Grow, context.Connections.Inputs, context.Team),
            context.Connections.Inputs);

    /// <summary>Uniform random positions outside <paramref name="occupied"/>, rising.</summary>
    internal static Connection[] AtRandom(RewireContext context, ReadOnlySpan<long> occupied, int count)
    {
        Connections connections = context.Connections;
        Rng random = Rng.For(context.Seed, RandomPurpose.GrowPositions, context.Index, context.Round);
        return ToConnections(AbsentPositions.Sample(random, connections.Places, occupied, count), connections.Inputs);
    }

    /// <summary>The positions of <see cref="MostSimilar"/>, best first.</summary>
    internal static long[] MostSimilarPositions(RewireContext context, Similarity similarity, int[] drop)
    {
        Connections connections = context.Connections;
        Candidate[] best = similarity.Best(context.Index, connections, Free(connections, drop), drop.Length, context.Cancel);
        long[] positions = Array.ConvertAll(best, candidate => candidate.Position);
        long missing = Math.Min(drop.Length, connections.Absent + drop.Length) - positions.Length;
        if (missing <= 0) return positions;

        // Only a search in buckets may find fewer than there are; what it lacks is drawn.
        long[] occupied = Positions.Union(Split(connections, drop).Kept, Positions.Sorted(positions));
        Rng random = Rng.For(context.Seed, RandomPurpose.SimilaritySearch, context.Index, context.Round);
        return [.. positions, .. AbsentPositions.Sample(random, connections.Places, occupied, (int)missing)];
    }

    /// <summary>By slot: whether a connection counts as absent, because it is dropped.</summary>
    private static bool[] Free(Connections connections, int[] drop)
    {
        var free = new bool[connections.Count];
        foreach (int slot in drop) free[slot] = true;
        return free;
    }

    /// <summary>The positions of all connections, rising.</summary>
    internal static long[] PositionsOf(Connections connections) => Split(connections, []).Kept;

    /// <summary>The positions of the connections that are kept and of those that are dropped, both rising.</summary>
    internal static (long[] Kept, long[] Dropped) Split(Connections connections, int[] drop)
    {
        var kept = new long[connections.Count - drop.Length];
        var dropped = new long[drop.Length];
        int left = 0, stayed = 0;
        for (int output = 0; output < connections.Outputs; output++)
        {
            for (int slot = connections.RowOffsets[output]; slot < connections.RowOffsets[output + 1]; slot++)
            {
                long position = new Connection(output, connections.Columns[slot]).Position(connections.Inputs);
                if (left < drop.Length && drop[left] == slot) dropped[left++] = position;
                else kept[stayed++] = position;
            }
        }

        return (kept, dropped);
    }

    /// <summary>Positions in any order as rising connections.</summary>
    internal static Connection[] ToConnections(IEnumerable<long> positions, int inputs) =>
        Array.ConvertAll(Positions.Sorted([.. positions]), position => Connection.At(position, inputs));
}
