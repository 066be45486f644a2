using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>A fixed random topology: nothing ever leaves or comes.</summary>
internal sealed class Static : TopologyPolicy
{
    public override RewirePlan Plan(RewireContext context) => RewirePlan.Nothing;
}
