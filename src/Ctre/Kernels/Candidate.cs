namespace Ctre.Kernels;

/// <summary>An absent pair with its score. The best come first: larger score, then lower position.</summary>
internal readonly record struct Candidate(float Score, long Position) : IComparable<Candidate>
{
    public int CompareTo(Candidate other) =>
        Score != other.Score ? other.Score.CompareTo(Score) : Position.CompareTo(other.Position);
}
