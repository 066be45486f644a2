using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// Finds the best absent pairs of a layer nearly as well as <see cref="AbsentPairScan"/> does, in a fraction of the time: all
/// pairs are scored on sketches, and the best of them, a few times as many as are wanted, on whole rows.
/// </summary>
internal static class SketchSearch
{
    /// <summary>Candidates taken from the sketches for each pair wanted, and more for few pairs, which noise displaces sooner.</summary>
    private const double CandidatesPerPair = 2, MoreCandidates = 600;

    /// <summary>Searches; parameters as in <see cref="AbsentPairScan.Best"/>, sketches besides rows.</summary>
    public static Candidate[] Best(
        Connections connections, bool[] free, (Signal Rows, Signal Sketches) outputs, (Signal Rows, Signal Sketches) inputs, int count,
        WorkerTeam team, CancellationToken cancel = default)
    {
        var wanted = (int)Math.Min(Math.Ceiling(CandidatesPerPair * count + MoreCandidates), Array.MaxLength / 2);
        // By position, so that an output's row stays at hand for all its pairs.
        long[] positions = AbsentPairScan.Keep(connections, free, outputs.Sketches, inputs.Sketches, wanted, team, cancel).Positions();
        var scores = new float[positions.Length];
        team.Run(worker =>
        {
            (int begin, int end) = Partition.Even(positions.Length, worker, team.Workers);
            for (int c = begin; c < end; c++)
            {
                Connection pair = Connection.At(positions[c], connections.Inputs);
                scores[c] = MathF.Abs(PairScores.One(outputs.Rows, pair.Output, inputs.Rows, pair.Input));
            }
        });
        var best = new BestCandidates(count);
        for (int c = 0; c < scores.Length; c++)
            if (scores[c] >= best.Threshold) best.Add(new Candidate(scores[c], positions[c]));
        return [.. best.Best()];
    }
}
