using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// CTRE, simultaneous (Atashgahi et al., Machine Learning 2022): the weakest connections are dropped, the
/// most similar pairs are grown; a pair that was dropped a moment ago is a choice that failed, and a random one is grown instead.
/// </summary>
internal sealed class CtreSim : GrowthMethod
{
    private readonly Similarity similarity;

    public CtreSim(Similarity? similarity = null) => Signals = [this.similarity = similarity ?? new Similarity()];

    public override IReadOnlyList<TopologySignal> Signals { get; }

    public override double PlanningBytes => 17;

    public override RewirePlan Plan(RewireContext context)
    {
        Connections connections = context.Layer.Connections;
        int[] drop = Drop.SmallestMagnitude(context);
        (long[] kept, long[] dropped) = Grow.Split(connections, drop);
        long[] picks = Grow.MostSimilarPositions(context, similarity, drop);
        HashSet<long> left = [.. dropped];
        long[] fresh = Array.FindAll(picks, pick => !left.Contains(pick)), repicked = Array.FindAll(picks, left.Contains);

        // In an almost dense layer there may be fewer random positions than needed; the best of the pairs just dropped are then kept.
        long[] occupied = Positions.Union(kept, Positions.Sorted(picks));
        int randomCount = (int)Math.Min(repicked.Length, connections.Places - occupied.Length);
        Connection[] random = Grow.AtRandom(context, occupied, randomCount);
        long[] staying = repicked[..(repicked.Length - randomCount)];
        long[] drawn = Array.ConvertAll(random, connection => connection.Position(connections.Inputs));
        return new RewirePlan(drop, Grow.ToConnections([.. fresh, .. staying, .. drawn], connections.Inputs));
    }
}
