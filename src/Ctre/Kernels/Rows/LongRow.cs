using Ctre.Kernels.Sparse;

namespace Ctre.Kernels.Rows;

/// <summary>
/// A batch of 65 to 112 samples is two parts. With vectors of sixteen, one worker may take both at once, as rows of seven vectors, to
/// the same bits: each part has sums of its own.
/// </summary>
internal static class LongRow
{
    /// <summary>Where such a batch is cut.</summary>
    public const int Cut = 48;

    /// <summary>The most samples of both parts.</summary>
    public const int MaxSamples = 112;

    /// <summary>Whether so many samples are two parts that may be taken as one.</summary>
    public static bool Is(int samples) => samples is > SparseForward.MaxSamples and <= MaxSamples;
}
