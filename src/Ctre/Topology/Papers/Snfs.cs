using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// SNFS, sparse networks from scratch by sparse momentum (Dettmers and Zettlemoyer, arXiv 1907.04840): the weakest connections
/// of each layer leave; as many come, shared among the layers in proportion to the mean |momentum| of their connections, at
/// the absent places with the largest |momentum|. Momentum is the exponential average of the dense gradient; it is not
/// stored but made of the signals of the last <see cref="Steps"/> steps of the epoch, or of all if there are fewer.
/// </summary>
internal sealed class Snfs : GrowthMethod
{
    /// <summary>β of the average: the step before weighs β times as much.</summary>
    public const double Decay = 0.9;

    /// <summary>Steps in the average; what is older would weigh 10 % together (β²² = 0.098).</summary>
    public const int Steps = 22;

    public override int AveragedSteps => Steps;

    public override bool UsesGradient => true;

    public override bool GrowsAtZero => true;

    public override bool DroppedMayReturn => false;

    /// <summary>The weight of a step's gradient in the average.</summary>
    /// <param name="age">Steps since: 0 for the last one.</param>
    public static double Weight(int age) => (1 - Decay) * Math.Pow(Decay, age);

    public override DropGrowCounts[] Turnovers(RewireRound round)
    {
        IReadOnlyList<SparseLayer> layers = round.Network.Layers;
        int[] drop = [.. base.Turnovers(round).Select(turnover => turnover.Drop)];
        double[] momentum = [.. layers.Select((layer, l) =>
            layer.Connections.Absent == 0 ? 0 : round.Gradient!.MeanMagnitude(l, layer.Connections))];
        long[] room = [.. layers.Select(layer => layer.Connections.Absent)];
        int[] grow = Share(drop.Sum(), momentum, room);
        return [.. drop.Select((count, l) => new DropGrowCounts(count, grow[l]))];
    }

    public override RewirePlan Plan(RewireContext context) => new(
        Drop.SmallestMagnitude(context.Layer.Weights, context.Counts.Drop), Grow.Steepest(context));

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
            // Without any momentum, layers share by their room.
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
