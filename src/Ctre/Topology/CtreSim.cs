using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>
/// CTRE, simultaneous (Atashgahi et al., Machine Learning 2022): the weakest connections leave, the
/// most similar pairs come; a pair that was dropped a moment ago is a choice that failed, and a random one comes instead.
/// </summary>
internal sealed class CtreSim : TopologyPolicy
{
    public override bool UsesSimilarity => true;

    public override RewirePlan Plan(RewireContext context)
    {
        Connections connections = context.Layer.Connections;
        int[] drop = Drop.SmallestMagnitude(context.Layer.Weights, context.Replacements);
        (long[] kept, long[] dropped) = Grow.Split(connections, drop);
        long[] picks = Grow.MostSimilar(context, drop);
        var failed = dropped.ToHashSet();
        long[] fresh = [.. picks.Where(pick => !failed.Contains(pick))];
        long[] repicked = [.. picks.Where(failed.Contains)];

        // In an almost dense layer there may be fewer random places than needed; the best of the repicked then stay.
        long[] occupied = [.. kept.Concat(picks).Order()];
        int randomCount = (int)Math.Min(repicked.Length, connections.Places - occupied.Length);
        Connection[] random = Grow.AtRandom(context, occupied, randomCount);
        long[] staying = repicked[..(repicked.Length - randomCount)];
        return new RewirePlan(drop, [.. Grow.ToConnections(fresh.Concat(staying), connections.Inputs).Concat(random).Order()]);
    }
}
