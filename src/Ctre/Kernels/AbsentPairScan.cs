using System.Numerics;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// Finds the best absent pairs of a layer: the k pairs (output i, input j) without a connection whose rows have the largest
/// |inner product|. Blocks of pairs are scored, masked and forgotten; only k candidates per worker are kept, so no
/// outputs × inputs array exists. Ties go to the lower output, then the lower input.
/// </summary>
internal static class AbsentPairScan
{
    /// <summary>Scans all pairs.</summary>
    /// <param name="connections">The layer's connections.</param>
    /// <param name="free">By slot: whether the connection counts as absent, because it was just dropped.</param>
    /// <param name="outputs">One row per output neuron <c>[outputs × samples]</c>, 0 in the padding.</param>
    /// <param name="inputs">One row per input neuron <c>[inputs × samples]</c>, 0 in the padding.</param>
    /// <param name="count">k, the number of pairs wanted.</param>
    /// <param name="team">The workers; the result does not depend on their number.</param>
    /// <param name="cancel">Stops the scan between two blocks.</param>
    /// <returns>The best pairs, best first; fewer than k where fewer are absent.</returns>
    public static Candidate[] Best(
        Connections connections, bool[] free, Signal outputs, Signal inputs, int count, WorkerTeam team, CancellationToken cancel = default)
    {
        return [.. Keep(connections, free, outputs, inputs, count, team, cancel).Best()];
    }

    /// <summary>The same pairs, not in order.</summary>
    public static BestCandidates Keep(
        Connections connections, bool[] free, Signal outputs, Signal inputs, int count, WorkerTeam team, CancellationToken cancel)
    {
        var shares = new BestCandidates[team.Workers];
        team.Run(worker => shares[worker] = Scan(connections, free, outputs, inputs, count, worker, team.Workers, cancel));
        foreach (BestCandidates share in shares.Skip(1)) shares[0].AddAll(share);
        return shares[0];
    }

    private static BestCandidates Scan(
        Connections connections, bool[] free, Signal outputs, Signal inputs, int count, int worker, int workers, CancellationToken cancel)
    {
        var best = new BestCandidates(count);
        (int panelRoom, int scoreRoom) = PairScores.Room(connections.Outputs);
        float[] panel = new float[panelRoom], scores = new float[scoreRoom];
        for (int j = worker * PairScores.Width; j < connections.Inputs; j += workers * PairScores.Width)
        {
            int columns = Math.Min(PairScores.Width, connections.Inputs - j);
            for (int i = 0; i < connections.Outputs; i += PairScores.Height)
            {
                cancel.ThrowIfCancellationRequested();
                int height = Math.Min(PairScores.Height, connections.Outputs - i);
                int width = PairScores.Block(outputs, i, height, inputs, j, columns, panel, scores);
                for (int row = 0; row < height; row++)
                {
                    Span<float> pairs = scores.AsSpan(row * width, columns);
                    Mask(connections, free, i + row, j, pairs);
                    Offer(best, pairs, (long)(i + row) * connections.Inputs + j);
                }
            }
        }

        return best;
    }

    /// <summary>Puts pairs that hold a connection out of the running.</summary>
    private static void Mask(Connections connections, bool[] free, int output, int firstInput, Span<float> pairs)
    {
        ReadOnlySpan<int> inputs = connections.InputsOf(output);
        int next = inputs.BinarySearch(firstInput);
        for (next = next < 0 ? ~next : next; next < inputs.Length && inputs[next] < firstInput + pairs.Length; next++)
            if (!free[connections.RowOffsets[output] + next]) pairs[inputs[next] - firstInput] = float.NaN;
    }

    /// <summary>Offers what may be among the best; most of a block may not, and is passed by eight pairs at once.</summary>
    private static void Offer(BestCandidates best, ReadOnlySpan<float> pairs, long position)
    {
        int j = 0;
        for (; j + Signal.Lanes <= pairs.Length; j += Signal.Lanes)
        {
            Vector256<float> scores = Vector256.Abs(Vector256.Create(pairs[j..]));
            uint candidates = Vector256.GreaterThanOrEqual(scores, Vector256.Create(best.Threshold)).ExtractMostSignificantBits();
            for (; candidates != 0; candidates &= candidates - 1)
            {
                int lane = j + BitOperations.TrailingZeroCount(candidates);
                Offer(best, MathF.Abs(pairs[lane]), position + lane);
            }
        }

        for (; j < pairs.Length; j++) Offer(best, MathF.Abs(pairs[j]), position + j);
    }

    private static void Offer(BestCandidates best, float score, long position)
    {
        if (score >= best.Threshold) best.Add(new Candidate(score, position));
    }
}
