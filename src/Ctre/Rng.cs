using System.Numerics;

namespace Ctre;

/// <summary>What a stream of random numbers is for. Streams of different purposes are independent.</summary>
internal enum RandomPurpose
{
    Generator = 1,
    Split,
    Shuffle,
    InitialTopology,
    InitialWeights,
    GrowPositions,
    GrowWeights,
    Dropout,
    SimilarityRows,
    DenseWeights,
    SimilaritySearch,
}

/// <summary>
/// A stream of random numbers that is a pure function of (seed, purpose, layer, step): xoshiro256** (Blackman and Vigna,
/// 2018) seeded by SplitMix64. Nothing here depends on the clock, on hash codes or on how many threads ask.
/// </summary>
internal sealed class Rng
{
    private ulong s0, s1, s2, s3;
    private double spareGaussian = double.NaN;

    private Rng(ulong key)
    {
        s0 = SplitMix(ref key);
        s1 = SplitMix(ref key);
        s2 = SplitMix(ref key);
        s3 = SplitMix(ref key);
    }

    /// <summary>The stream for one purpose, layer and step of the run with this seed.</summary>
    public static Rng For(long seed, RandomPurpose purpose, long layer = 0, long step = 0) =>
        new(Key(seed, purpose, layer, step));

    /// <summary>The 64-bit key behind <see cref="For"/>; also the key of counter-based draws (<see cref="Hash"/>).</summary>
    public static ulong Key(long seed, RandomPurpose purpose, long layer = 0, long step = 0)
    {
        ulong key = Hash((ulong)seed, (ulong)purpose);
        key = Hash(key, (ulong)layer);
        return Hash(key, (ulong)step);
    }

    /// <summary>A well-mixed function of a key and a counter.</summary>
    public static ulong Hash(ulong key, ulong counter)
    {
        ulong state = key ^ BitOperations.RotateLeft(counter * 0xD1B54A32D192ED03UL, 23);
        SplitMix(ref state);
        return SplitMix(ref state);
    }

    /// <summary>64 uniform random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A uniform integer in [0, bound), without bias.</summary>
    public long Below(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextBits(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = (0UL - range) % range;
            while (low < threshold) high = Math.BigMul(NextBits(), range, out low);
        }

        return (long)high;
    }

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform number in [−bound, bound).</summary>
    public float Symmetric(double bound) => (float)((2 * Uniform() - 1) * bound);

    /// <summary>A standard normal number (Marsaglia's polar method).</summary>
    public double Gaussian()
    {
        if (!double.IsNaN(spareGaussian))
        {
            double spare = spareGaussian;
            spareGaussian = double.NaN;
            return spare;
        }

        double u, v, s;
        do
        {
            u = 2 * Uniform() - 1;
            v = 2 * Uniform() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);

        double factor = Math.Sqrt(-2 * Math.Log(s) / s);
        spareGaussian = v * factor;
        return u * factor;
    }

    /// <summary>Puts the items into a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = (int)Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
