using Ctre.Growth;
using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// CHTs, Cannistraci-Hebb training with the soft rule (Zhang et al., NeurIPS 2025, arXiv 2501.19107): the weakest connections
/// are dropped; absent positions are grown at random, in proportion to their <see cref="PathScores"/> in what remains. Neither gradients
/// nor activations matter, only the topology. What was just dropped may return; where fewer positions have a path than are
/// wanted, the rest is grown uniformly at random.
/// </summary>
internal sealed class Chts : GrowthMethod
{
    public override double PlanningBytes => 48;

    public override RewirePlan Plan(RewireContext context)
    {
        int[] drop = Drop.SmallestMagnitude(context);
        if (drop.Length == 0) return RewirePlan.Nothing;
        (Connections kept, _) = context.Layer.Connections.Rewire(new RewirePlan(drop, []));
        long[] picks = Sample(context, kept, drop.Length);
        long[] occupied = [.. kept.Enumerate().Select(connection => connection.Position(kept.Inputs)).Concat(picks).Order()];
        Connection[] random = Grow.AtRandom(context, occupied, drop.Length - picks.Length);
        return new RewirePlan(drop, [.. Grow.ToConnections(picks, kept.Inputs).Concat(random).Order()]);
    }

    /// <summary>
    /// Draws positions without replacement in proportion to their scores: the k largest of score / Exp(1), with a draw of its own
    /// for each position (Efraimidis and Spirakis 2006). The result does not depend on the order of the positions.
    /// </summary>
    internal static long[] Sample(RewireContext context, Connections kept, int count)
    {
        ulong key = Rng.Key(context.Seed, RandomPurpose.GrowPositions, context.Index, context.Round);
        var shares = new BestCandidates[context.Team.Workers];
        context.Team.Run(worker =>
        {
            var (paths, best) = (new PathScores(kept), new BestCandidates(count));
            for (int output = worker; output < kept.Outputs; output += context.Team.Workers)
            {
                context.Cancel.ThrowIfCancellationRequested();
                ReadOnlySpan<double> scores = paths.Of(output);
                for (int input = 0; input < scores.Length; input++)
                {
                    if (scores[input] == 0) continue;
                    long position = (long)output * kept.Inputs + input;
                    var candidate = new Candidate((float)(scores[input] / Exponential(key, position)), position);
                    if (candidate.Score >= best.Threshold) best.Add(candidate);
                }
            }

            shares[worker] = best;
        });
        var all = new BestCandidates(count);
        foreach (BestCandidates share in shares)
            foreach (Candidate candidate in share.Best()) all.Add(candidate);
        return [.. all.Best().ToArray().Select(candidate => candidate.Position)];
    }

    /// <summary>A standard exponential number above 0, a pure function of key and position.</summary>
    private static double Exponential(ulong key, long position) =>
        -Math.Log(((Rng.Hash(key, (ulong)position) >> 11) + 0.5) / (1UL << 53));
}
