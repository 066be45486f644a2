using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Growth;

/// <summary>
/// Finds the best absent pairs of a layer nearly as well as <see cref="AbsentPairScan"/> does, in a fraction of the time: all
/// pairs are scored on sketches, and the best of them, a few times as many as are wanted, on whole rows.
/// </summary>
internal static class SketchSearch
{
    /// <summary>
    /// Candidates taken from the sketches for each pair wanted, and more for few pairs, which noise displaces more easily.
    /// </summary>
    private const double CandidatesPerPair = 2, MoreCandidates = 600;

    /// <summary>How many candidates are taken from the sketches for so many pairs.</summary>
    public static double CandidatesOf(double wanted) => CandidatesPerPair * wanted + MoreCandidates;

    /// <summary>Searches; parameters as in <see cref="AbsentPairScan.Best"/>, sketches besides rows.</summary>
    public static Candidate[] Best(
        Connections connections, bool[] free, (NeuronRows Rows, CountSketch Sketches) outputs,
        (NeuronRows Rows, CountSketch Sketches) inputs, int count,
        WorkerTeam team, CancellationToken cancel = default)
    {
        var wanted = (int)Math.Min(Math.Ceiling(CandidatesOf(count)), Array.MaxLength / 2);
        // By output, so that its row stays in the cache for all its pairs.
        long[] positions = AbsentPairScan.Positions(connections, free, outputs.Sketches, inputs.Sketches, wanted, team, cancel);
        Connection[] pairs = ByOutput(positions, connections);
        var scores = new float[pairs.Length];
        team.Run(worker =>
        {
            (int begin, int end) = Partition.Even(pairs.Length, worker, team.Workers);
            for (int c = begin; c < end; c++)
                scores[c] = MathF.Abs(InnerProducts.One(outputs.Rows, pairs[c].Output, inputs.Rows, pairs[c].Input));
        });
        var best = new BestCandidates(count);
        for (int c = 0; c < scores.Length; c++)
            if (scores[c] >= best.Threshold) best.Add(new Candidate(scores[c], pairs[c].Position(connections.Inputs)));
        return [.. best.Best()];
    }

    /// <summary>Sorts by output, by counting.</summary>
    private static Connection[] ByOutput(long[] positions, Connections connections)
    {
        var next = new int[connections.Outputs + 1];
        Connection[] pairs = Array.ConvertAll(positions, position => Connection.At(position, connections.Inputs));
        var sorted = new Connection[pairs.Length];
        foreach (Connection pair in pairs) next[pair.Output + 1]++;
        for (int output = 0; output < connections.Outputs; output++) next[output + 1] += next[output];
        foreach (Connection pair in pairs) sorted[next[pair.Output]++] = pair;
        return sorted;
    }
}
