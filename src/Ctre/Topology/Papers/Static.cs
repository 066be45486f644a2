using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>A fixed random topology: nothing is ever dropped or grown.</summary>
internal sealed class Static : GrowthMethod
{
    public override bool Rewires => false;

    public override RewirePlan Plan(RewireContext context) => RewirePlan.Nothing;
}
