using System.Numerics;
using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Growth;

/// <summary>
/// Finds good absent pairs of a layer too wide for a look at all pairs: neurons whose rows point in similar directions fall into the same
/// bucket (signs of random projections; Charikar, STOC 2002), and only pairs within a bucket are scored. Time follows the number of neurons
/// and of pairs wanted, never outputs × inputs. Rows of ReLU neurons all point into one corner, where signs say little, so the mean row is
/// subtracted before they are projected.
/// </summary>
internal static class LshSearch
{
    /// <summary>In layers of more positions a scan of all pairs takes seconds or more.</summary>
    public const long WorthwhilePlaces = 1L << 30;

    /// <summary>Independent tables of buckets; a pair that one table separates may share a bucket in another.</summary>
    private const int Tables = 4;

    /// <summary>Outputs and inputs of a bucket that are scored with each other; a fuller one is cut.</summary>
    private const int Most = 64;

    /// <summary>Searches; parameters and result as in <see cref="AbsentPairScan.Best"/>.</summary>
    /// <param name="connections">The layer's connections.</param>
    /// <param name="free">By slot: whether the connection counts as absent, because it was just dropped.</param>
    /// <param name="outputs">Unit rows <c>[outputs × samples]</c>, or zeros.</param>
    /// <param name="inputs">Unit rows <c>[inputs × samples]</c>, or zeros.</param>
    /// <param name="count">k, the number of pairs wanted.</param>
    /// <param name="key">The key of the random projections.</param>
    /// <param name="team">The workers; the result does not depend on their number.</param>
    /// <param name="cancel">Stops the search between two buckets.</param>
    /// <returns>Pairs, best first; fewer than k if the buckets held fewer.</returns>
    public static Candidate[] Best(
        Connections connections, bool[] free, NeuronRows outputs, NeuronRows inputs, int count, ulong key, WorkerTeam team,
        CancellationToken cancel = default)
    {
        int bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(outputs.Neurons, inputs.Neurons)) - 4, 1, 24);
        (float[] mean, bool hasOpposites) = MeanRow(outputs, inputs);
        List<(HyperplaneBuckets Left, HyperplaneBuckets Right)> tables = [];
        BestCandidates[] shares = [.. Enumerable.Range(0, team.Workers).Select(_ => new BestCandidates(count))];
        for (int table = 0; table < Tables; table++)
        {
            float[] planes = Planes(Rng.Hash(key, (ulong)table), bits, outputs.Stride);
            (HyperplaneBuckets Left, HyperplaneBuckets Right) now = (HyperplaneBuckets.Of(outputs, mean, planes, bits, team),
                HyperplaneBuckets.Of(inputs, mean, planes, bits, team));
            team.Run(worker =>
            {
                var pairs = new GatheredPairs(outputs.Stride, Most);
                for (int bucket = worker; bucket < now.Left.Count; bucket += team.Workers)
                {
                    cancel.ThrowIfCancellationRequested();
                    Score(bucket, bucket);
                    // The cosine of a row and the opposite of another is −1: as good as 1.
                    if (hasOpposites) Score(bucket, now.Left.Count - 1 - bucket);
                }

                void Score(int left, int right) =>
                    Scan(pairs, connections, free, (outputs, now.Left.Neurons(left)), (inputs, now.Right.Neurons(right)), IsNew,
                        shares[worker]);
            });
            tables.Add((now.Left.WithoutNeurons(), now.Right.WithoutNeurons()));
        }

        foreach (BestCandidates share in shares.Skip(1)) shares[0].AddAll(share);
        return [.. shares[0].Best()];

        // A pair counts in the first table that brings it together.
        bool IsNew(int output, int input)
        {
            foreach ((HyperplaneBuckets left, HyperplaneBuckets right) in tables)
            {
                int one = left.Hash(output), other = right.Hash(input);
                if (one == other || (hasOpposites && one == left.Count - 1 - other)) return false;
            }

            return true;
        }
    }

    /// <summary>Scores the outputs of a bucket with the inputs of another.</summary>
    private static void Scan(
        GatheredPairs pairs, Connections connections, bool[] free, (NeuronRows Rows, int[] Neurons) left,
        (NeuronRows Rows, int[] Neurons) right,
        Func<int, int, bool> isNew, BestCandidates best)
    {
        int[][] outputs = [.. left.Neurons.Chunk(Most)], inputs = [.. right.Neurons.Chunk(Most)];
        for (int cut = 0; outputs.Length * inputs.Length > 0 && cut < Math.Max(outputs.Length, inputs.Length); cut++)
        {
            pairs.Score(left.Rows, outputs[cut % outputs.Length], right.Rows, inputs[cut % inputs.Length]);
            pairs.Offer(connections, free, isNew, best);
        }
    }

    private static float[] Planes(ulong key, int bits, int samples)
    {
        var planes = new float[bits * samples];
        for (int i = 0; i < planes.Length; i++) planes[i] = (Rng.Hash(key, (ulong)i) & 1) == 0 ? 1 : -1;
        return planes;
    }

    private static (float[] Mean, bool HasNegatives) MeanRow(NeuronRows outputs, NeuronRows inputs)
    {
        var sums = new double[outputs.Stride];
        bool hasNegatives = false;
        foreach (NeuronRows signal in new[] { outputs, inputs })
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
}
