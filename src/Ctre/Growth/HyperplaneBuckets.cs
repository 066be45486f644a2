using System.Runtime.CompilerServices;
using Ctre.Kernels;

namespace Ctre.Growth;

/// <summary>
/// Neurons of a layer sorted into buckets by the signs of their rows' projections, a bit for each; silent neurons belong to none.
/// </summary>
internal sealed class HyperplaneBuckets
{
    private const int Silent = -1;

    private readonly int[] hashes;
    private readonly int[] offsets;
    private readonly int[] neurons;

    private HyperplaneBuckets(int[] hashes, int[] offsets, int[] neurons, int count) =>
        (this.hashes, this.offsets, this.neurons, Count) = (hashes, offsets, neurons, count);

    /// <summary>Number of buckets, a power of 2.</summary>
    public int Count { get; }

    /// <summary>The bucket of a neuron, −1 if it is silent.</summary>
    public int Hash(int neuron) => hashes[neuron];

    /// <summary>The neurons of a bucket, rising.</summary>
    public int[] Neurons(int bucket) => neurons[offsets[bucket]..offsets[bucket + 1]];

    /// <summary>The bucket of each neuron, without the neurons of each bucket.</summary>
    public HyperplaneBuckets WithoutNeurons() => new(hashes, [], [], Count);

    /// <summary>Sorts the neurons of a signal.</summary>
    /// <param name="signal">Their rows <c>[neurons × samples]</c>.</param>
    /// <param name="mean">What is subtracted from each row first.</param>
    /// <param name="planes">The projections <c>[bits × samples]</c>.</param>
    /// <param name="bits">Number of projections.</param>
    /// <param name="team">The workers.</param>
    public static HyperplaneBuckets Of(NeuronRows signal, float[] mean, float[] planes, int bits, WorkerTeam team)
    {
        var hashes = new int[signal.Neurons];
        team.Run(worker =>
        {
            var centered = new float[signal.Stride];
            (int begin, int end) = Partition.Even(signal.Neurons, worker, team.Workers);
            for (int neuron = begin; neuron < end; neuron++) hashes[neuron] = HashOf(signal.Row(neuron), mean, planes, bits, centered);
        });

        var offsets = new int[(1 << bits) + 1];
        foreach (int hash in hashes)
            if (hash != Silent) offsets[hash + 1]++;
        for (int bucket = 0; bucket < offsets.Length - 1; bucket++) offsets[bucket + 1] += offsets[bucket];
        int[] next = offsets[..^1], neurons = new int[offsets[^1]];
        for (int neuron = 0; neuron < hashes.Length; neuron++)
            if (hashes[neuron] != Silent) neurons[next[hashes[neuron]]++] = neuron;
        return new HyperplaneBuckets(hashes, offsets, neurons, 1 << bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int HashOf(ReadOnlySpan<float> row, float[] mean, float[] planes, int bits, float[] centered)
    {
        if (!row.ContainsAnyExcept(0f)) return Silent;
        for (int s = 0; s < centered.Length; s++) centered[s] = row[s] - mean[s];
        int hash = 0;
        for (int bit = 0; bit < bits; bit++)
            if (InnerProducts.One(centered, planes.AsSpan(bit * centered.Length, centered.Length)) > 0) hash |= 1 << bit;
        return hash;
    }
}
