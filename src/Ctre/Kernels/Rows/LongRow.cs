namespace Ctre.Kernels.Rows;

/// <summary>
/// A batch of 65 to 112 samples is two parts. With vectors of sixteen, one worker may take both at once, as rows of seven vectors, to
/// the same bits: each part has sums of its own.
/// <para>
/// What it costs and gains in time of a training step, one thread, batch 100, both ways interleaved (AMD EPYC, Zen 4): without it
/// 784-1000-1000-1000-10 takes 4 to 6 % more at ε = 1, 10 to 12 % more at a density of 50 % and 8 to 10 % more if it is dense, where
/// weights are then read twice; but 7 % less at 5 and 10 %, and 3072-4000-1000-4000-10 at ε = 20 takes 10 to 15 % less, whose rows of 112
/// samples leave a core's own cache.
/// </para>
/// </summary>
internal static class LongRow
{
    /// <summary>Where such a batch is cut.</summary>
    public const int Cut = 48;

    /// <summary>The most samples of both parts.</summary>
    public const int MaxSamples = 112;

    /// <summary>Whether so many samples are two parts that may be taken as one.</summary>
    public static bool Is(int samples) => samples is > NeuronRows.MaxSamples and <= MaxSamples;
}
