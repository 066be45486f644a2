using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>A fixed random topology: nothing ever leaves or comes.</summary>
internal sealed class Static : GrowthMethod
{
    public override bool Rewires => false;

    public override RewirePlan Plan(RewireContext context) => RewirePlan.Nothing;
}
