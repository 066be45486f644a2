using System.Runtime.CompilerServices;
namespace Ctre.Growth;

/// <summary>
/// Keeps the best k of a stream of candidates in a buffer with room for more: when it is full the worse ones are discarded, which takes a
/// selection, not a sort. The order of <see cref="Candidate"/> is strict, so the k kept don't depend on the order of arrival.
/// </summary>
internal sealed class BestCandidates
{
    private readonly int wanted;
    private readonly Candidate[] buffer;
    private int count;

    /// <summary>Makes room.</summary>
    /// <param name="wanted">k.</param>
    /// <param name="least">No candidate with a smaller score counts.</param>
    public BestCandidates(int wanted, float least = float.NegativeInfinity)
    {
        this.wanted = wanted;
        Threshold = least;
        // Room for as many again, so that selections are rare; for millions, for fewer of them.
        buffer = new Candidate[Math.Max(64, Math.Min(wanted + Math.Min(wanted, Math.Max(1L << 16, wanted / 4)), Array.MaxLength))];
    }

    /// <summary>No candidate with a smaller score can be among the best any more.</summary>
    public float Threshold { get; private set; }

    /// <summary>Offers a candidate whose score is at least <see cref="Threshold"/>.</summary>
    public void Add(Candidate candidate)
    {
        if (count == buffer.Length) Compact();
        buffer[count++] = candidate;
    }

    /// <summary>Offers all that another one kept.</summary>
    public void AddAll(BestCandidates other)
    {
        foreach (Candidate candidate in other.buffer.AsSpan(0, other.count))
            if (candidate.Score >= Threshold) Add(candidate);
    }

    /// <summary>The best of all that was offered, best first, at most k.</summary>
    public ReadOnlySpan<Candidate> Best()
    {
        Compact();
        buffer.AsSpan(0, count).Sort();
        return buffer.AsSpan(0, count);
    }

    /// <summary>The score of the k-th best; <see cref="Threshold"/> as it was at first if there are fewer.</summary>
    public float Worst()
    {
        Compact();
        return Threshold;
    }

    /// <summary>Where the best of all that was offered are, in no order; at most k.</summary>
    public long[] Positions()
    {
        Compact();
        var positions = new long[count];
        for (int i = 0; i < count; i++) positions[i] = buffer[i].Position;
        return positions;
    }

    private void Compact()
    {
        if (count < wanted || wanted == 0)
        {
            if (wanted == 0) (count, Threshold) = (0, float.PositiveInfinity);
            return;
        }

        Select(buffer.AsSpan(0, count), wanted - 1);
        count = wanted;
        Threshold = buffer[wanted - 1].Score;
    }

    /// <summary>Moves the candidate of a rank to its position, better ones before it, worse ones after it (Hoare's selection).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Select(Span<Candidate> candidates, int rank)
    {
        int low = 0, high = candidates.Length - 1;
        while (low < high)
        {
            Candidate pivot = Middle(candidates[low], candidates[(low + high) >>> 1], candidates[high]);
            int i = low, j = high;
            while (i <= j)
            {
                while (candidates[i].IsBefore(pivot)) i++;
                while (pivot.IsBefore(candidates[j])) j--;
                if (i > j) break;
                (candidates[i], candidates[j]) = (candidates[j], candidates[i]);
                i++;
                j--;
            }

            if (rank <= j) high = j;
            else if (rank >= i) low = i;
            else return;
        }
    }

    private static Candidate Middle(Candidate a, Candidate b, Candidate c)
    {
        if (b.IsBefore(a)) (a, b) = (b, a);
        if (c.IsBefore(b)) b = c.IsBefore(a) ? a : c;
        return b;
    }
}

/// <summary>An absent pair with its score. The best come first: larger score, then lower position.</summary>
internal readonly record struct Candidate(float Score, long Position) : IComparable<Candidate>
{
    /// <summary>Whether it is the better one.</summary>
    public bool IsBefore(Candidate other) => Score > other.Score || (Score == other.Score && Position < other.Position);

    public int CompareTo(Candidate other) =>
        Score != other.Score ? other.Score.CompareTo(Score) : Position.CompareTo(other.Position);
}
