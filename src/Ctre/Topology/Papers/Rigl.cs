using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// RigL, the rigged lottery (Evci et al., ICML 2020): the weakest connections are dropped, the absent ones with the largest
/// |gradient| are grown, at weight 0; a connection that was just dropped does not return.
/// </summary>
internal sealed class Rigl : GrowthMethod
{
    private readonly Gradient gradient;

    public Rigl(Gradient? gradient = null) => Signals = [this.gradient = gradient ?? new Gradient()];

    public override IReadOnlyList<TopologySignal> Signals { get; }

    public override GrowInitKind? GrowInit => GrowInitKind.Zero;

    public override bool DroppedMayReturn => false;

    public override double PlanningBytes => 1;

    public override RewirePlan Plan(RewireContext context) => new(Drop.SmallestMagnitude(context), Grow.Steepest(context, gradient));
}
