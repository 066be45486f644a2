using System.Numerics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// Finds good absent pairs of a layer too wide for a look at all pairs: neurons whose rows point alike fall into the same bucket
/// (signs of random projections; Charikar, STOC 2002), and only pairs within a bucket are scored. Time follows the number of
/// neurons and of pairs wanted, never outputs × inputs. Rows of ReLU neurons all point into one corner, where signs say little, so
/// the mean row is taken off before they are projected.
/// </summary>
internal static class BucketSearch
{
    /// <summary>In layers of more places a scan of all pairs takes seconds or more.</summary>
    public const long WorthwhilePlaces = 1L << 30;

    /// <summary>Independent tables of buckets; a pair that one tears apart another may keep together.</summary>
    private const int Tables = 4;

    /// <summary>Outputs and inputs of a bucket that are scored with each other; a fuller one is cut.</summary>
    private const int Most = 64;

    /// <summary>Searches; parameters and result as in <see cref="AbsentPairScan.Best"/>.</summary>
    /// <param name="connections">The layer's connections.</param>
    /// <param name="free">By slot: whether the connection counts as absent, because it was just dropped.</param>
    /// <param name="outputs">Unit rows <c>[outputs × samples]</c>, or zeros.</param>
    /// <param name="inputs">Unit rows <c>[inputs × samples]</c>, or zeros.</param>
    /// <param name="count">k, the number of pairs wanted.</param>
    /// <param name="key">What the projections follow from.</param>
    /// <param name="team">The workers; the result does not depend on their number.</param>
    /// <param name="cancel">Stops the search between two buckets.</param>
    /// <returns>Pairs, best first; fewer than k if the buckets held fewer.</returns>
    public static Candidate[] Best(
        Connections connections, bool[] free, Signal outputs, Signal inputs, int count, ulong key, WorkerTeam team,
        CancellationToken cancel = default)
    {
        int bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(outputs.Neurons, inputs.Neurons)) - 4, 1, 24);
        (float[] mean, bool hasOpposites) = MeanRow(outputs, inputs);
        Candidate[] best = [];
        for (int table = 0; table < Tables; table++)
        {
            float[] planes = Planes(Rng.Hash(key, (ulong)table), bits, outputs.Stride);
            Bucketed left = Bucketed.Of(outputs, mean, planes, bits, team), right = Bucketed.Of(inputs, mean, planes, bits, team);
            var shares = new BestCandidates[team.Workers];
            team.Run(worker =>
            {
                shares[worker] = new BestCandidates(count);
                Scan(connections, free, outputs, inputs, left, right, 0, shares[worker], worker, team.Workers, cancel);
                // The cosine of a row and the opposite of another is −1: as good as 1.
                if (hasOpposites) Scan(connections, free, outputs, inputs, left, right, (1u << bits) - 1, shares[worker], worker, team.Workers, cancel);
            });
            best = Merged(best, shares, count);
        }

        return best;
    }

    private static Candidate[] Merged(Candidate[] best, BestCandidates[] shares, int count)
    {
        List<Candidate> all = [.. best];
        foreach (BestCandidates share in shares) all.AddRange(share.Best());
        all.Sort();
        var merged = new List<Candidate>(Math.Min(count, all.Count));
        // The same pair has the same score from whichever bucket, so repeats follow each other.
        foreach (Candidate candidate in all)
        {
            if (merged.Count == count) break;
            if (merged.Count == 0 || merged[^1] != candidate) merged.Add(candidate);
        }

        return [.. merged];
    }

    /// <summary>Scores the pairs of outputs of a bucket with the inputs of the bucket whose hash differs by <paramref name="flip"/>.</summary>
    private static void Scan(
        Connections connections, bool[] free, Signal outputs, Signal inputs, Bucketed left, Bucketed right, uint flip,
        BestCandidates best, int worker, int workers, CancellationToken cancel)
    {
        var pairs = new PairBlock(outputs.Stride, Most);
        for (int bucket = worker; bucket < left.Count; bucket += workers)
        {
            ReadOnlySpan<int> rows = left.Of(bucket), columns = right.Of(bucket ^ (int)flip);
            int rowCuts = (rows.Length + Most - 1) / Most, columnCuts = (columns.Length + Most - 1) / Most;
            for (int cut = 0; rowCuts * columnCuts > 0 && cut < Math.Max(rowCuts, columnCuts); cut++)
            {
                cancel.ThrowIfCancellationRequested();
                pairs.Score(outputs, Cut(rows, cut % rowCuts), inputs, Cut(columns, cut % columnCuts));
                pairs.Offer(connections, free, best);
            }
        }
    }

    private static ReadOnlySpan<int> Cut(ReadOnlySpan<int> neurons, int cut) =>
        neurons[(cut * Most)..Math.Min(neurons.Length, (cut + 1) * Most)];

    private static float[] Planes(ulong key, int bits, int samples)
    {
        var planes = new float[bits * samples];
        for (int i = 0; i < planes.Length; i++) planes[i] = (Rng.Hash(key, (ulong)i) & 1) == 0 ? 1 : -1;
        return planes;
    }

    private static (float[] Mean, bool HasNegatives) MeanRow(Signal outputs, Signal inputs)
    {
        var sums = new double[outputs.Stride];
        bool hasNegatives = false;
        foreach (Signal signal in new[] { outputs, inputs })
        {
            for (int neuron = 0; neuron < signal.Neurons; neuron++)
            {
                ReadOnlySpan<float> row = signal.Row(neuron);
                for (int s = 0; s < sums.Length; s++)
                {
                    sums[s] += row[s];
                    hasNegatives |= row[s] < 0;
                }
            }
        }

        return ([.. sums.Select(sum => (float)(sum / ((long)outputs.Neurons + inputs.Neurons)))], hasNegatives);
    }

    /// <summary>Neurons sorted by the signs of their projections; silent ones belong to no bucket.</summary>
    private sealed class Bucketed
    {
        private readonly int[] offsets;
        private readonly int[] neurons;

        private Bucketed(int[] offsets, int[] neurons) => (this.offsets, this.neurons) = (offsets, neurons);

        public int Count => offsets.Length - 1;

        public ReadOnlySpan<int> Of(int bucket) => neurons.AsSpan(offsets[bucket]..offsets[bucket + 1]);

        public static Bucketed Of(Signal signal, float[] mean, float[] planes, int bits, WorkerTeam team)
        {
            const int silent = -1;
            var hashes = new int[signal.Neurons];
            team.Run(worker =>
            {
                var centered = new float[signal.Stride];
                (int begin, int end) = Partition.Even(signal.Neurons, worker, team.Workers);
                for (int neuron = begin; neuron < end; neuron++)
                {
                    ReadOnlySpan<float> row = signal.Row(neuron);
                    if (!row.ContainsAnyExcept(0f))
                    {
                        hashes[neuron] = silent;
                        continue;
                    }

                    for (int s = 0; s < centered.Length; s++) centered[s] = row[s] - mean[s];
                    for (int bit = 0; bit < bits; bit++)
                        if (PairScores.One(centered, planes.AsSpan(bit * centered.Length, centered.Length)) > 0) hashes[neuron] |= 1 << bit;
                }
            });

            var offsets = new int[(1 << bits) + 1];
            foreach (int hash in hashes)
                if (hash != silent) offsets[hash + 1]++;
            for (int bucket = 0; bucket < offsets.Length - 1; bucket++) offsets[bucket + 1] += offsets[bucket];
            int[] next = offsets[..^1], neurons = new int[offsets[^1]];
            for (int neuron = 0; neuron < hashes.Length; neuron++)
                if (hashes[neuron] != silent) neurons[next[hashes[neuron]]++] = neuron;
            return new Bucketed(offsets, neurons);
        }
    }
}
