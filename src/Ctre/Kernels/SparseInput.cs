using System.Numerics;

namespace Ctre.Kernels;

/// <summary>
/// The scaled inputs of a part of a batch that are not zero, by feature: what a first layer needs whose inputs are mostly zeros.
/// Room grows with the non-zeros of a part, never with features × samples.
/// </summary>
internal sealed class SparseInput
{
    private readonly ulong[] isActive;
    private readonly int[] next;
    private int[] features = new int[64];
    private int[] offsets = new int[65];
    private int[] samples = new int[256];
    private float[] values = new float[256];
    private int[] entryFeatures = new int[256];
    private byte[] entrySamples = new byte[256];
    private float[] entryValues = new float[256];
    private int entries;

    /// <summary>Makes room for no inputs yet.</summary>
    /// <param name="featureCount">Number of features.</param>
    public SparseInput(int featureCount)
    {
        isActive = new ulong[(featureCount + 63) / 64];
        next = new int[featureCount];
    }

    /// <summary>Features that are not zero for some sample.</summary>
    public int Count { get; private set; }

    /// <summary>An active feature; they rise.</summary>
    public int Feature(int active) => features[active];

    /// <summary>The samples for which it is not zero, rising.</summary>
    public ReadOnlySpan<int> Samples(int active) => samples.AsSpan(offsets[active]..offsets[active + 1]);

    /// <summary>Its values for them.</summary>
    public ReadOnlySpan<float> Values(int active) => values.AsSpan(offsets[active]..offsets[active + 1]);

    /// <summary>Where the samples and values of each active feature begin, <c>[active + 1]</c>.</summary>
    public ReadOnlySpan<int> Offsets => offsets.AsSpan(0, Count + 1);

    /// <summary>The samples of all active features, one after the other.</summary>
    public ReadOnlySpan<int> AllSamples => samples.AsSpan(0, offsets[Count]);

    /// <summary>The values of all active features, one after the other.</summary>
    public ReadOnlySpan<float> AllValues => values.AsSpan(0, offsets[Count]);

    /// <summary>Forgets all.</summary>
    public void Clear() => entries = 0;

    /// <summary>Adds an input, sample by sample.</summary>
    public void Add(int feature, int sample, float value)
    {
        if (entries == entryValues.Length)
        {
            Array.Resize(ref entryFeatures, 2 * entries);
            Array.Resize(ref entrySamples, 2 * entries);
            Array.Resize(ref entryValues, 2 * entries);
        }

        (entryFeatures[entries], entrySamples[entries], entryValues[entries]) = (feature, (byte)sample, value);
        entries++;
    }

    /// <summary>Sorts what was added by feature: marks the active ones, counts, and puts each input into its place.</summary>
    public void Sort()
    {
        for (int e = 0; e < entries; e++)
        {
            int feature = entryFeatures[e];
            isActive[feature >> 6] |= 1UL << feature;
            next[feature]++;
        }

        if (samples.Length < entries) (samples, values) = (new int[entryValues.Length], new float[entryValues.Length]);
        Count = 0;
        int place = 0;
        for (int word = 0; word < isActive.Length; word++)
        {
            for (ulong bits = isActive[word]; bits != 0; bits &= bits - 1)
            {
                int feature = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (Count == features.Length)
                {
                    Array.Resize(ref features, 2 * Count);
                    Array.Resize(ref offsets, (2 * Count) + 1);
                }

                (features[Count], offsets[Count]) = (feature, place);
                (next[feature], place) = (place, place + next[feature]);
                Count++;
            }

            isActive[word] = 0;
        }

        offsets[Count] = place;
        for (int e = 0; e < entries; e++)
        {
            int at = next[entryFeatures[e]]++;
            (samples[at], values[at]) = (entrySamples[e], entryValues[e]);
        }

        for (int active = 0; active < Count; active++) next[features[active]] = 0;
    }
}
