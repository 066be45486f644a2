using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// CTE, exploration by cosine similarity alone (the ablation in Atashgahi et al., Machine Learning 2022): the weakest
/// connections leave, the pairs of neurons that fire most alike are connected.
/// </summary>
internal sealed class Cte : GrowthMethod
{
    public override bool UsesSimilarity => true;

    public override RewirePlan Plan(RewireContext context)
    {
        int[] drop = Drop.SmallestMagnitude(context.Layer.Weights, context.Replacements);
        return new RewirePlan(drop, Grow.ToConnections(Grow.MostSimilar(context, drop), context.Layer.Inputs));
    }
}
