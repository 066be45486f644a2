using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// RigL, the rigged lottery (Evci et al., ICML 2020): the weakest connections leave, the absent ones with the largest
/// |gradient| come, at weight 0; a connection that was just dropped does not return.
/// </summary>
internal sealed class Rigl : GrowthMethod
{
    public override bool UsesGradient => true;

    public override bool GrowsAtZero => true;

    public override bool DroppedMayReturn => false;

    public override RewirePlan Plan(RewireContext context)
    {
        int[] drop = Drop.SmallestMagnitude(context.Layer.Weights, context.Counts.Drop);
        return new RewirePlan(drop, Grow.Steepest(context));
    }
}
