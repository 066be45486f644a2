using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// GraNet, gradual pruning with zero-cost neuroregeneration (Liu et al., NeurIPS 2021), sparse to sparse: a random network of
/// density <see cref="InitialDensity"/> loses its weakest connections along the cubic curve of gradual pruning; at each
/// update a share ζ of the rest is replaced as well, by the absent connections with the largest |gradient|.
/// </summary>
internal sealed class Granet : GrowthMethod
{
    /// <summary>Density of each layer at the start, unless its final one is larger: the paper's sparsity s_i = 0.5.</summary>
    public const double InitialDensity = 0.5;

    private readonly Recipe recipe;
    private readonly Gradient gradient;

    public Granet(Recipe recipe, Gradient? gradient = null)
    {
        this.recipe = recipe;
        Signals = [this.gradient = gradient ?? new Gradient()];
    }

    public override IReadOnlyList<TopologySignal> Signals { get; }

    public override bool ChangesCount => true;

    public override double LatestUpdate => GradualPruning.LatestEnd;

    public override GrowInitKind? GrowInit => GrowInitKind.Zero;

    public override double PlanningBytes => 1;

    internal override double Connections(double places, double target, double progress) =>
        GradualPruning.At(Math.Max(places * InitialDensity, target), target, progress);

    /// <summary>The network to start from.</summary>
    public static Network Start(InitialContext context)
    {
        int[] sizes = context.Sizes, target = ConnectionBudget.Counts(sizes, context.Recipe);
        return InitialTopology.Weighted(
            target.Select((count, l) => ErdosRenyi.Draw(
                sizes[l + 1], sizes[l], Initial((long)sizes[l] * sizes[l + 1], count, l), context.Recipe.Seed, l)),
            context.Recipe);
    }

    public override DropGrowCounts[] Counts(RewireRound round)
    {
        int[] target = round.TargetCounts(recipe);
        return [.. round.Network.Layers.Select((layer, l) =>
        {
            Connections connections = layer.Connections;
            int next = GradualPruning.Connections(Initial(connections.Places, target[l], l), target[l], round.Progress);
            int replaced = (int)Math.Min(round.DropFraction * next, connections.Absent);
            return new DropGrowCounts(Math.Max(0, connections.Count - next) + replaced, replaced);
        })];
    }

    public override RewirePlan Plan(RewireContext context) => new(Drop.SmallestMagnitude(context), Grow.Steepest(context, gradient));

    private static int Initial(long places, int target, int layer) =>
        ConnectionBudget.Whole(Math.Max(Math.Round(places * InitialDensity), target), layer);
}
