using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// Finds the best absent pairs of a layer: the k pairs (output i, input j) without a connection whose rows have the largest
/// |inner product|. Blocks of pairs are scored, masked and forgotten; only k candidates per worker are kept, so no
/// outputs × inputs array exists. Ties go to the lower output, then the lower input.
/// </summary>
internal static class AbsentPairScan
{
    private const int BlockOutputs = 48, BlockInputs = 64, SamplesAtOnce = 512;

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
        var shares = new BestCandidates[team.Workers];
        team.Run(worker => shares[worker] = Scan(connections, free, outputs, inputs, count, worker, team.Workers, cancel));
        var best = new BestCandidates(count);
        foreach (BestCandidates share in shares)
            foreach (Candidate candidate in share.Best()) best.Add(candidate);
        return [.. best.Best()];
    }

    private static BestCandidates Scan(
        Connections connections, bool[] free, Signal outputs, Signal inputs, int count, int worker, int workers, CancellationToken cancel)
    {
        var best = new BestCandidates(count);
        var scores = new float[BlockOutputs * BlockInputs];
        for (int i = worker * BlockOutputs; i < connections.Outputs; i += workers * BlockOutputs)
        {
            int height = Math.Min(BlockOutputs, connections.Outputs - i);
            for (int j = 0; j < connections.Inputs; j += BlockInputs)
            {
                cancel.ThrowIfCancellationRequested();
                int width = Math.Min(BlockInputs, connections.Inputs - j);
                Span<float> block = scores.AsSpan(0, height * width);
                block.Clear();
                for (int s = 0; s < outputs.Stride; s += SamplesAtOnce)
                    PairScores.Add(outputs, i, height, inputs, j, width, s, Math.Min(SamplesAtOnce, outputs.Stride - s), block);
                Mask(connections, free, i, height, j, width, block);
                Offer(best, block, i, j, width, connections.Inputs);
            }
        }

        return best;
    }

    /// <summary>Puts pairs that hold a connection out of the running.</summary>
    private static void Mask(Connections connections, bool[] free, int i, int height, int j, int width, Span<float> block)
    {
        for (int row = 0; row < height; row++)
        {
            ReadOnlySpan<int> inputs = connections.InputsOf(i + row);
            int next = inputs.BinarySearch(j);
            for (next = next < 0 ? ~next : next; next < inputs.Length && inputs[next] < j + width; next++)
                if (!free[connections.RowOffsets[i + row] + next]) block[row * width + inputs[next] - j] = float.NaN;
        }
    }

    private static void Offer(BestCandidates best, ReadOnlySpan<float> block, int i, int j, int width, int inputs)
    {
        for (int place = 0; place < block.Length; place++)
        {
            float score = MathF.Abs(block[place]);
            if (score >= best.Threshold)
                best.Add(new Candidate(score, (long)(i + place / width) * inputs + j + place % width));
        }
    }
}
