using Ctre.Growth;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>What comes.</summary>
internal static class Grow
{
    /// <summary>Uniform random places among all that are not kept; what was just dropped may return (SET).</summary>
    public static Connection[] AtRandom(RewireContext context, int[] drop) =>
        AtRandom(context, Split(context.Layer.Connections, drop).Kept, drop.Length);

    /// <summary>Uniform random places outside <paramref name="occupied"/>, rising.</summary>
    public static Connection[] AtRandom(RewireContext context, ReadOnlySpan<long> occupied, int count)
    {
        Connections connections = context.Layer.Connections;
        Rng random = Rng.For(context.Seed, RandomPurpose.GrowPositions, context.Index, context.Round);
        return ToConnections(AbsentPositions.Sample(random, connections.Places, occupied, count), connections.Inputs);
    }

    /// <summary>
    /// The places outside the kept set whose neurons have the largest |cos| of activations, best first, as far as
    /// <see cref="Similarity"/> finds them; what was just dropped may return (CTRE).
    /// </summary>
    public static long[] MostSimilar(RewireContext context, int[] drop)
    {
        Connections connections = context.Layer.Connections;
        Similarity similarity = context.Similarity ?? throw new InvalidOperationException("The policy did not ask for similarity.");
        var free = new bool[connections.Count];
        foreach (int slot in drop) free[slot] = true;
        Candidate[] best = similarity.Best(context.Index, connections, free, drop.Length, context.Cancel);
        long[] positions = Array.ConvertAll(best, candidate => candidate.Position);
        long missing = Math.Min(drop.Length, connections.Absent + drop.Length) - positions.Length;
        if (missing <= 0) return positions;

        // Only a search in buckets may find fewer than there are; what it lacks is drawn.
        long[] occupied = Positions.Union(Split(connections, drop).Kept, Positions.Sorted(positions));
        Rng random = Rng.For(context.Seed, RandomPurpose.SimilaritySearch, context.Index, context.Round);
        return [.. positions, .. AbsentPositions.Sample(random, connections.Places, occupied, (int)missing)];
    }

    /// <summary>
    /// The absent connections with the largest |gradient|, rising; what was just dropped is not among them (RigL, Section 3).
    /// </summary>
    public static Connection[] Steepest(RewireContext context)
    {
        Connections connections = context.Layer.Connections;
        if (context.Counts.Grow == 0) return [];
        GradientRows gradient = context.Gradient ?? throw new InvalidOperationException("The policy did not ask for gradients.");
        Candidate[] best = AbsentPairScan.Best(
            connections, new bool[connections.Count], gradient.Deltas(context.Index), gradient.Inputs(context.Index),
            context.Counts.Grow, context.Team, context.Cancel);
        return ToConnections(best.Select(candidate => candidate.Position), connections.Inputs);
    }

    /// <summary>The positions of the connections that stay and of those that leave, both rising.</summary>
    public static (long[] Kept, long[] Dropped) Split(Connections connections, int[] drop)
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
    public static Connection[] ToConnections(IEnumerable<long> positions, int inputs) =>
        Array.ConvertAll(Positions.Sorted([.. positions]), position => Connection.At(position, inputs));
}
