using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// Finds the best absent pairs of a layer nearly as well as <see cref="AbsentPairScan"/> does, in a fraction of the time: all
/// pairs are scored on sketches, and the best of them, a few times as many as are wanted, on whole rows.
/// </summary>
internal static class SketchSearch
{
    /// <summary>Candidates taken from the sketches for each pair wanted.</summary>
    private const int CandidatesPerPair = 2;

    /// <summary>Searches; parameters as in <see cref="AbsentPairScan.Best"/>, sketches besides rows.</summary>
    public static Candidate[] Best(
        Connections connections, bool[] free, (Signal Rows, Signal Sketches) outputs, (Signal Rows, Signal Sketches) inputs, int count,
        WorkerTeam team, CancellationToken cancel = default)
    {
        var wanted = (int)Math.Min((long)CandidatesPerPair * count, Array.MaxLength / 2);
        Candidate[] found = AbsentPairScan.Best(connections, free, outputs.Sketches, inputs.Sketches, wanted, team, cancel);
        return [.. Rescored(found, outputs.Rows, inputs.Rows, team).Take(count)];
    }

    /// <summary>Scores pairs on whole rows; best first.</summary>
    public static Candidate[] Rescored(Candidate[] candidates, Signal outputs, Signal inputs, WorkerTeam team)
    {
        // By position, so that an output's row stays at hand for all its pairs.
        Array.Sort(candidates, (a, b) => a.Position.CompareTo(b.Position));
        team.Run(worker =>
        {
            (int begin, int end) = Partition.Even(candidates.Length, worker, team.Workers);
            for (int c = begin; c < end; c++)
            {
                (long output, long input) = Math.DivRem(candidates[c].Position, inputs.Neurons);
                candidates[c] = candidates[c] with { Score = MathF.Abs(PairScores.One(outputs, (int)output, inputs, (int)input)) };
            }
        });
        Array.Sort(candidates);
        return candidates;
    }
}
