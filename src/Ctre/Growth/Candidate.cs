namespace Ctre.Growth;

/// <summary>An absent pair with its score. The best come first: larger score, then lower position.</summary>
internal readonly record struct Candidate(float Score, long Position) : IComparable<Candidate>
{
    /// <summary>Whether it is the better one.</summary>
    public bool IsBefore(Candidate other) => Score > other.Score || (Score == other.Score && Position < other.Position);

    public int CompareTo(Candidate other) =>
        Score != other.Score ? other.Score.CompareTo(Score) : Position.CompareTo(other.Position);
}
