using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ctre.Kernels.Sparse;

/// <summary>
/// The scaled inputs of a micro-batch that are not zero, by feature: what a first layer needs whose inputs are mostly zeros.
/// Memory grows with the non-zeros, never with features × samples.
/// </summary>
internal sealed class SparseInput
{
    private readonly ulong[] isActive;
    private readonly int[] next;
    private int[] features = new int[64];
    private int[] offsets = new int[65];
    private int[] samples = new int[256];
    private float[] values = new float[256];

    /// <summary>Makes room for no inputs yet.</summary>
    /// <param name="featureCount">Number of features.</param>
    public SparseInput(int featureCount)
    {
        isActive = new ulong[(featureCount + 63) / 64];
        next = new int[featureCount];
    }

    /// <summary>Features that are not zero for some sample.</summary>
    public int ActiveFeatures { get; private set; }

    /// <summary>An active feature; they rise.</summary>
    public int Feature(int active) => features[active];

    /// <summary>The samples for which it is not zero, rising.</summary>
    public ReadOnlySpan<int> Samples(int active) => samples.AsSpan(offsets[active]..offsets[active + 1]);

    /// <summary>Its values for them.</summary>
    public ReadOnlySpan<float> Values(int active) => values.AsSpan(offsets[active]..offsets[active + 1]);

    /// <summary>Where the samples and values of each active feature begin, <c>[active + 1]</c>.</summary>
    public ReadOnlySpan<int> Offsets => offsets.AsSpan(0, ActiveFeatures + 1);

    /// <summary>The samples of all active features, one after the other.</summary>
    public ReadOnlySpan<int> AllSamples => samples.AsSpan(0, offsets[ActiveFeatures]);

    /// <summary>The values of all active features, one after the other.</summary>
    public ReadOnlySpan<float> AllValues => values.AsSpan(0, offsets[ActiveFeatures]);

    /// <summary>First step of loading: counts an input that is not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(int feature)
    {
        isActive[feature >> 6] |= 1UL << feature;
        next[feature]++;
    }

    /// <summary>Second step: finds the active features and allocates the samples of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Allocate()
    {
        ActiveFeatures = 0;
        int position = 0;
        for (int word = 0; word < isActive.Length; word++)
        {
            for (ulong bits = isActive[word]; bits != 0; bits &= bits - 1)
            {
                int feature = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (ActiveFeatures == features.Length)
                {
                    Array.Resize(ref features, 2 * ActiveFeatures);
                    Array.Resize(ref offsets, (2 * ActiveFeatures) + 1);
                }

                (features[ActiveFeatures], offsets[ActiveFeatures]) = (feature, position);
                (next[feature], position) = (position, position + next[feature]);
                ActiveFeatures++;
            }

            isActive[word] = 0;
        }

        offsets[ActiveFeatures] = position;
        if (samples.Length < position) (samples, values) = (new int[2 * position], new float[2 * position]);
    }

    /// <summary>Third step: writes an input; samples rise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(int feature, int sample, float value)
    {
        int at = next[feature]++;
        (samples[at], values[at]) = (sample, value);
    }

    /// <summary>Last step: resets what only loading needs.</summary>
    public void Reset()
    {
        for (int active = 0; active < ActiveFeatures; active++) next[features[active]] = 0;
    }
}
