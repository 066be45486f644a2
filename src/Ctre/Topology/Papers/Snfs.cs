using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// SNFS, sparse networks from scratch by sparse momentum (Dettmers and Zettlemoyer, arXiv 1907.04840): the weakest connections
/// of each layer are dropped; as many are grown, shared among the layers in proportion to the mean |momentum| of their connections, at
/// the absent positions with the largest |momentum|. Momentum is the exponential average of the dense gradient; it is not
/// stored but made of the signals of the last <see cref="Steps"/> steps of the epoch, or of all if there are fewer.
/// </summary>
internal sealed class Snfs : GrowthMethod
{
    /// <summary>β of the average: the step before weighs β times as much.</summary>
    public const double Decay = 0.9;

    /// <summary>Steps in the average; what is older would weigh 10 % together (β²² = 0.098).</summary>
    public const int Steps = 22;

    private readonly AveragedGradient momentum;

    public Snfs(AveragedGradient? momentum = null) => Signals = [this.momentum = momentum ?? new AveragedGradient(Steps, Decay)];

    public override IReadOnlyList<TopologySignal> Signals { get; }

    public override GrowInitKind? GrowInit => GrowInitKind.Zero;

    public override bool DroppedMayReturn => false;

    public override double PlanningBytes => 1;

    public override DropGrowCounts[] Counts(RewireRound round)
    {
        IReadOnlyList<SparseLayer> layers = round.Network.Layers;
        int[] drop = [.. base.Counts(round).Select(counts => counts.Drop)];
        double[] strength = [.. layers.Select((layer, l) =>
            layer.Connections.Absent == 0 ? 0 : momentum.MeanMagnitude(l, layer.Connections))];
        long[] room = [.. layers.Select(layer => layer.Connections.Absent)];
        int[] grow = Share(drop.Sum(), strength, room);
        return [.. drop.Select((count, l) => new DropGrowCounts(count, grow[l]))];
    }

    public override RewirePlan Plan(RewireContext context) => new(
        Drop.SmallestMagnitude(context), Grow.Steepest(context, momentum));

    /// <summary>
    /// Shares a number of connections in proportion, no layer getting more than its room; what a full layer cannot take goes
    /// to the others. Rounded by largest remainder, lower layers first.
    /// </summary>
    internal static int[] Share(int total, double[] weights, long[] room)
    {
        var shares = new double[room.Length];
        List<int> open = [.. Enumerable.Range(0, room.Length).Where(l => room[l] > 0)];
        double rest = total;
        for (int full = 0; full >= 0;)
        {
            // Without any momentum, layers share in proportion to their room.
            bool hasMomentum = open.Sum(l => weights[l]) > 0;
            double sum = open.Sum(l => hasMomentum ? weights[l] : room[l]);
            foreach (int l in open) shares[l] = rest * (hasMomentum ? weights[l] : room[l]) / sum;
            full = open.FindIndex(l => shares[l] > room[l]);
            if (full < 0) continue;
            shares[open[full]] = room[open[full]];
            rest -= room[open[full]];
            open.RemoveAt(full);
        }

        int[] counts = [.. shares.Select(share => (int)share)];
        for (int missing = total - counts.Sum(); missing > 0; missing--)
        {
            int l = Enumerable.Range(0, room.Length).Where(i => counts[i] < room[i]).MaxBy(i => shares[i] - counts[i]);
            counts[l]++;
        }

        return counts;
    }
}
