using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Growth;

/// <summary>
/// Finds the best absent pairs of a layer: the k pairs (output i, input j) without a connection whose rows have the largest
/// |inner product|. Blocks of pairs are scored, masked and discarded; only k candidates per worker are kept, so no
/// outputs × inputs array exists. Ties go to the lower output, then the lower input.
/// </summary>
internal static class AbsentPairScan
{
    /// <summary>One pair in 8 is sampled, if there are at least 20 pairs for each wanted one.</summary>
    private const int SampleOf = 8, WorthSampling = 20;

    /// <summary>How many pairs should pass per wanted pair, and how many more of the sample, as a margin for chance.</summary>
    private const double SampleMargin = 1.15;

    private const int SampleExtra = 50;

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
        Connections connections, bool[] free, NeuronRows outputs, NeuronRows inputs, int count, WorkerTeam team,
        CancellationToken cancel = default)
    {
        return [.. Keep(
            connections, free, new WholeRows(outputs), new WholeRows(inputs), count, float.NegativeInfinity, 1, team, cancel).Best()];
    }

    /// <summary>Where the best pairs are, in no order: those of <see cref="Best"/>, on rows of any kind.</summary>
    public static long[] Positions<T>(
        Connections connections, bool[] free, T outputs, T inputs, int count, WorkerTeam team, CancellationToken cancel)
        where T : IPairRows<T>
    {
        // A score that a few more than k pairs reach, as far as a sample shows, keeps most of the others out from the start.
        float least = float.NegativeInfinity;
        if (connections.Places > WorthSampling * (long)count)
        {
            int some = (int)(SampleMargin * count / SampleOf) + SampleExtra;
            least = Keep(connections, free, outputs, inputs, some, least, SampleOf, team, cancel).Worst();
        }

        long[] positions = Keep(connections, free, outputs, inputs, count, least, 1, team, cancel).Positions();
        return positions.Length == count || least == float.NegativeInfinity
            ? positions
            : Keep(connections, free, outputs, inputs, count, float.NegativeInfinity, 1, team, cancel).Positions();
    }

    /// <summary>
    /// The best k pairs of the layer, or of one pair in <paramref name="of"/>, if their score is not below <paramref name="least"/>.
    /// </summary>
    private static BestCandidates Keep<T>(
        Connections connections, bool[] free, T outputs, T inputs, int count, float least, int of, WorkerTeam team,
        CancellationToken cancel)
        where T : IPairRows<T>
    {
        var shares = new BestCandidates[team.Workers];
        team.Run(worker =>
        {
            shares[worker] = new BestCandidates(count, least);
            Scan(connections, free, outputs, inputs, shares[worker], of, worker, team.Workers, cancel);
        });
        foreach (BestCandidates share in shares.Skip(1)) shares[0].AddAll(share);
        return shares[0];
    }

    private static void Scan<T>(
        Connections connections, bool[] free, T outputs, T inputs, BestCandidates best, int of, int worker, int workers,
        CancellationToken cancel)
        where T : IPairRows<T>
    {
        (int panelRoom, int scoreRoom) = InnerProducts.Room(connections.Outputs);
        // Rented: fresh memory costs more than a search in sketches.
        float[] panel = ArrayPool<float>.Shared.Rent(panelRoom), scores = ArrayPool<float>.Shared.Rent(scoreRoom);
        int[] next = ArrayPool<int>.Shared.Rent(connections.Outputs);
        connections.RowOffsets[..^1].CopyTo(next);
        for (int j = worker * InnerProducts.Width; j < connections.Inputs; j += workers * InnerProducts.Width)
        {
            int columns = Math.Min(InnerProducts.Width, connections.Inputs - j);
            // Of a sample, other outputs for each run of inputs.
            (int begin, int end) = Partition.Even(connections.Outputs, (5 * j / InnerProducts.Width + 3) % of, of);
            for (int i = begin; i < end; i += InnerProducts.Height)
            {
                cancel.ThrowIfCancellationRequested();
                int height = Math.Min(InnerProducts.Height, end - i);
                int width = T.Block(outputs, i, height, inputs, j, columns, panel, scores);
                for (int row = 0; row < height; row++)
                {
                    Span<float> pairs = scores.AsSpan(row * width, columns);
                    Mask(connections, free, i + row, ref next[i + row], j, pairs);
                    Offer(best, pairs, (long)(i + row) * connections.Inputs + j);
                }
            }
        }

        ArrayPool<float>.Shared.Return(panel);
        ArrayPool<float>.Shared.Return(scores);
        ArrayPool<int>.Shared.Return(next);
    }

    /// <summary>Excludes pairs that hold a connection.</summary>
    /// <param name="connections">The connections.</param>
    /// <param name="free">By slot: whether it counts as absent.</param>
    /// <param name="output">The output.</param>
    /// <param name="slot">The output's first slot that was not passed yet; moved on.</param>
    /// <param name="firstInput">The input of the first pair.</param>
    /// <param name="pairs">The scores.</param>
    private static void Mask(Connections connections, bool[] free, int output, ref int slot, int firstInput, Span<float> pairs)
    {
        ReadOnlySpan<int> inputs = connections.Columns;
        int end = connections.RowOffsets[output + 1];
        for (; slot < end && inputs[slot] < firstInput + pairs.Length; slot++)
            if (inputs[slot] >= firstInput && !free[slot]) pairs[inputs[slot] - firstInput] = float.NaN;
    }

    /// <summary>Offers what may be among the best; most of a block may not, and is passed by 32 pairs at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Offer(BestCandidates best, ReadOnlySpan<float> pairs, long position)
    {
        const int many = 4 * NeuronRows.Lanes;
        ref float first = ref MemoryMarshal.GetReference(pairs);
        int j = 0;
        for (; j + many <= pairs.Length; j += many)
        {
            Vector256<float> threshold = Vector256.Create(best.Threshold);
            Vector256<float> a = Reach(ref first, j, threshold), b = Reach(ref first, j + NeuronRows.Lanes, threshold);
            Vector256<float> c = Reach(ref first, j + 2 * NeuronRows.Lanes, threshold),
                d = Reach(ref first, j + 3 * NeuronRows.Lanes, threshold);
            if ((a | b | c | d).AsInt32() == Vector256<int>.Zero) continue;
            uint candidates = a.ExtractMostSignificantBits() | b.ExtractMostSignificantBits() << 8
                | c.ExtractMostSignificantBits() << 16 | d.ExtractMostSignificantBits() << 24;
            for (; candidates != 0; candidates &= candidates - 1)
            {
                int pair = j + BitOperations.TrailingZeroCount(candidates);
                Offer(best, MathF.Abs(pairs[pair]), position + pair);
            }
        }

        for (; j < pairs.Length; j++) Offer(best, MathF.Abs(pairs[j]), position + j);
    }

    /// <summary>Which of eight pairs reach a threshold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Reach(ref float pairs, int at, Vector256<float> threshold) =>
        Vector256.GreaterThanOrEqual(Vector256.Abs(Vector256.LoadUnsafe(ref pairs, (nuint)at)), threshold);

    private static void Offer(BestCandidates best, float score, long position)
    {
        if (score >= best.Threshold) best.Add(new Candidate(score, position));
    }
}
