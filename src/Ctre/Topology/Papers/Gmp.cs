using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// GMP, gradual magnitude pruning (Zhu and Gupta, arXiv 1710.01878): a dense network loses its weakest connections, along a cubic curve,
/// until each layer has the number that every other method gives it. Memory shrinks with the connections.
/// </summary>
internal sealed class Gmp(Recipe recipe) : GrowthMethod
{
    public override bool ChangesCount => true;

    public override double LatestUpdate => GradualPruning.LatestEnd;

    internal override bool Grows => false;

    internal override double Connections(double places, double target, double progress) =>
        GradualPruning.At(places, target, progress);

    public override DropGrowCounts[] Counts(RewireRound round)
    {
        int[] target = round.TargetCounts(recipe);
        return [.. round.Network.Layers.Select((layer, l) => new DropGrowCounts(
            Math.Max(0, layer.Connections.Count - GradualPruning.Connections(layer.Connections.Places, target[l], round.Progress)), 0))];
    }

    public override RewirePlan Plan(RewireContext context) =>
        new(Drop.SmallestMagnitude(context), []);
}
