namespace Ctre.Kernels;

/// <summary>
/// Keeps the best k of a stream of candidates in a buffer of 2k: when it is full it is sorted and its worse half forgotten.
/// The order of <see cref="Candidate"/> is strict, so the k kept don't depend on the order of arrival.
/// </summary>
internal sealed class BestCandidates
{
    private readonly int wanted;
    private readonly Candidate[] buffer;
    private int count;

    public BestCandidates(int wanted)
    {
        this.wanted = wanted;
        buffer = new Candidate[Math.Max(64, Math.Min(2L * wanted, Array.MaxLength))];
    }

    /// <summary>No candidate with a smaller score can be among the best any more.</summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    /// <summary>Offers a candidate whose score is at least <see cref="Threshold"/>.</summary>
    public void Add(Candidate candidate)
    {
        if (count == buffer.Length) Compact();
        buffer[count++] = candidate;
    }

    /// <summary>The best of all that was offered, best first, at most k.</summary>
    public ReadOnlySpan<Candidate> Best()
    {
        Compact();
        return buffer.AsSpan(0, count);
    }

    private void Compact()
    {
        buffer.AsSpan(0, count).Sort();
        if (count < wanted) return;
        count = wanted;
        Threshold = wanted > 0 ? buffer[wanted - 1].Score : float.PositiveInfinity;
    }
}
