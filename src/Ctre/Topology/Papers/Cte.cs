using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// CTE, exploration by cosine similarity alone (the ablation in Atashgahi et al., Machine Learning 2022): the weakest
/// connections are dropped, the pairs of neurons that fire most alike are connected.
/// </summary>
internal sealed class Cte : GrowthMethod
{
    private readonly Similarity similarity;

    public Cte(Similarity? similarity = null) => Signals = [this.similarity = similarity ?? new Similarity()];

    public override IReadOnlyList<TopologySignal> Signals { get; }

    public override double PlanningBytes => 1;

    public override RewirePlan Plan(RewireContext context)
    {
        int[] drop = Drop.SmallestMagnitude(context);
        return new RewirePlan(drop, Grow.MostSimilar(context, similarity, drop));
    }
}
