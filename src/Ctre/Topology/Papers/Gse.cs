using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// GSE, guided stochastic exploration (Heddes, Srinivasa, Givargis and Nicolau, arXiv 2401.06898, Algorithm 1, uniform): the
/// weakest connections are dropped; of as many random absent positions as there are connections (γ = 1) those with the largest
/// |gradient| are grown, at weight 0. What was just dropped does not return. The time follows the number of connections, not of
/// places.
/// </summary>
internal sealed class Gse : GrowthMethod
{
    private readonly Gradient gradient;

    public Gse(Gradient? gradient = null) => Signals = [this.gradient = gradient ?? new Gradient()];

    public override IReadOnlyList<TopologySignal> Signals { get; }

    public override GrowInitKind? GrowInit => GrowInitKind.Zero;

    public override bool DroppedMayReturn => false;

    public override double PlanningBytes => 48;

    public override RewirePlan Plan(RewireContext context)
    {
        Connections connections = context.Connections;
        int explored = (int)Math.Min(connections.Count, connections.Absent);
        return new RewirePlan(
            Drop.SmallestMagnitude(context),
            Grow.BestOf(
                context, Grow.AtRandom(context, explored), (output, input) => MathF.Abs(gradient.Of(context.Index, output, input))));
    }
}
