using System.Runtime.Intrinsics;
using Ctre.Kernels;

namespace Ctre.Growth;

/// <summary>
/// Short stand-ins for long rows: every sample is added, with a random sign, to one of <see cref="Length"/> buckets (count sketch;
/// Charikar, Chen and Farach-Colton, ICALP 2002). Inner products of sketches are those of the rows plus noise of about
/// 1/√<see cref="Length"/> of the rows' lengths, and a neuron that fires for few samples keeps all of them.
/// </summary>
internal static class Sketch
{
    /// <summary>Buckets, and so numbers in a sketch.</summary>
    public const int Length = 256;

    /// <summary>The sign of each sample, a pure function of the key.</summary>
    public static float[] Signs(ulong key, int samples)
    {
        var signs = new float[samples];
        for (int s = 0; s < samples; s++) signs[s] = (Rng.Hash(key, (ulong)s) & 1) == 0 ? 1 : -1;
        return signs;
    }

    /// <summary>Sketches a row; sample s falls into bucket s mod <see cref="Length"/>.</summary>
    /// <param name="row">The row, as many samples as fill whole lanes.</param>
    /// <param name="signs">A sign for each sample.</param>
    /// <param name="sketch">Written, <see cref="Length"/> numbers.</param>
    public static void Of(ReadOnlySpan<float> row, ReadOnlySpan<float> signs, Span<float> sketch)
    {
        sketch.Clear();
        for (int s = 0; s < row.Length; s += NeuronRows.Lanes)
        {
            Span<float> buckets = sketch.Slice(s % Length, NeuronRows.Lanes);
            (Vector256.Create<float>(buckets) + Vector256.Create(row[s..]) * Vector256.Create(signs[s..])).CopyTo(buckets);
        }
    }
}
