using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Growth;

/// <summary>
/// Finds the best pairs by any score, computed pair by pair: the simplest way to write a growth method. Ties go to the lower output, then
/// the lower input. The result does not depend on the number of workers.
/// </summary>
/// <param name="score">The score of an output and an input.</param>
/// <param name="count">k, the number of pairs wanted.</param>
/// <param name="inputs">Inputs of the layer.</param>
internal sealed class ScoredSearch(Func<int, int, float> score, int count, int inputs)
{
    private readonly BestCandidates best = new(count);

    /// <summary>The best of all absent pairs of a layer; parameters as of <see cref="AbsentPairScan.Best"/>.</summary>
    public static long[] Absent(
        Connections connections, bool[] free, Func<int, int, float> score, int count, WorkerTeam team, CancellationToken cancel) =>
        Run(score, count, connections.Inputs, connections.Outputs, team, (search, output) =>
        {
            cancel.ThrowIfCancellationRequested();
            int slot = connections.RowOffsets[output], end = connections.RowOffsets[output + 1];
            for (int input = 0; input < connections.Inputs; input++)
            {
                bool isPresent = slot < end && connections.Columns[slot] == input;
                if (!isPresent || free[slot]) search.Offer(new Connection(output, input));
                if (isPresent) slot++;
            }
        });

    /// <summary>The best of given pairs.</summary>
    public static long[] Among(IReadOnlyList<Connection> candidates, Func<int, int, float> score, int count, int inputs, WorkerTeam team) =>
        Run(score, count, inputs, candidates.Count, team, (search, i) => search.Offer(candidates[i]));

    private static long[] Run(
        Func<int, int, float> score, int count, int inputs, int items, WorkerTeam team, Action<ScoredSearch, int> offer)
    {
        var shares = new ScoredSearch[team.Workers];
        team.Run(worker =>
        {
            ScoredSearch share = shares[worker] = new ScoredSearch(score, count, inputs);
            (int begin, int end) = Partition.Even(items, worker, team.Workers);
            for (int item = begin; item < end; item++) offer(share, item);
        });
        foreach (ScoredSearch share in shares.Skip(1)) shares[0].best.AddAll(share.best);
        return shares[0].best.Positions();
    }

    private void Offer(Connection pair)
    {
        float value = score(pair.Output, pair.Input);
        if (!float.IsFinite(value)) throw new NotFiniteNumberException("a growth score is not a finite number");
        if (value >= best.Threshold) best.Add(new Candidate(value, pair.Position(inputs)));
    }
}
