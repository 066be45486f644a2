namespace Ctre.Layers;

/// <summary>
/// Dropout of hidden neurons (Srivastava et al., JMLR 2014), scaled at training time. Whether a neuron is silenced for a
/// sample is a pure function of (seed, step, layer, neuron, sample), so both passes agree without a stored mask.
/// </summary>
internal sealed class Dropout
{
    private readonly long seed;
    private readonly ushort threshold;
    private ulong stepKey;

    /// <summary>Creates dropout with a rate in (0, 1).</summary>
    public Dropout(double rate, long seed)
    {
        this.seed = seed;
        Keep = (float)(1 - rate);
        threshold = (ushort)Math.Round(rate * ushort.MaxValue);
    }

    /// <summary>The share of neurons kept.</summary>
    public float Keep { get; }

    /// <summary>Draws new masks for a training step.</summary>
    public void Begin(long step) => stepKey = Rng.Key(seed, RandomPurpose.Dropout, step: step);

    /// <summary>Silences and scales one neuron's outputs, or in the same way its gradients, <c>[samples]</c>.</summary>
    /// <param name="row">The values of samples that follow each other.</param>
    /// <param name="layer">The layer that the neuron belongs to.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="first">The number of the first sample in its batch, a multiple of 4.</param>
    public void Mask(Span<float> row, int layer, int neuron, int first)
    {
        ulong key = Rng.Hash(Rng.Hash(stepKey, (ulong)layer), (ulong)neuron);
        float scale = 1 / Keep;
        ulong bits = 0;
        for (int sample = 0; sample < row.Length; sample++)
        {
            // One hash serves four samples with 16 bits each: hashing is what dropout costs.
            bits = sample % 4 == 0 ? Rng.Hash(key, (ulong)(first + sample)) : bits >> 16;
            row[sample] = (ushort)bits < threshold ? 0 : row[sample] * scale;
        }
    }
}
