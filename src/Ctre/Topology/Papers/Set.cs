using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// SET, sparse evolutionary training (Mocanu et al., Nature Communications 2018): the weakest connections are dropped, as many
/// are grown at random.
/// </summary>
internal sealed class Set : GrowthMethod
{
    public override RewirePlan Plan(RewireContext context)
    {
        int[] drop = Drop.SmallestMagnitude(context);
        return new RewirePlan(drop, Grow.AtRandom(context, drop));
    }
}
