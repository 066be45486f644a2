using System.Runtime.Intrinsics;

namespace Ctre.Topology;

/// <summary>How much evidence rows hold of each feature: sums of z² and z⁴, the largest z² and its first row.</summary>
internal sealed record FeatureEvidence(double[] Squares, double[] Fourths, double[] Largest, int[] Best)
{
    /// <summary>The effective number of rows that a feature depends on, (Σ z²)² / Σ z⁴; many if it is 0 everywhere.</summary>
    public double Rows(int feature) =>
        Fourths[feature] > 0 ? Squares[feature] * Squares[feature] / Fourths[feature] : double.PositiveInfinity;

    public void Add(double value, int feature, int row)
    {
        double square = value * value;
        Squares[feature] += square;
        Fourths[feature] += square * square;
        Offer(value, feature, row);
    }

    /// <summary>Adds four features; whether one of them is a new maximum.</summary>
    public bool Add(Vector256<double> squares, int feature)
    {
        (Vector256.Create<double>(Squares.AsSpan(feature)) + squares).CopyTo(Squares, feature);
        (Vector256.Create<double>(Fourths.AsSpan(feature)) + squares * squares).CopyTo(Fourths, feature);
        return Vector256.GreaterThanAny(squares, Vector256.Create<double>(Largest.AsSpan(feature)));
    }

    public void Offer(double value, int feature, int row)
    {
        if (value * value > Largest[feature]) (Largest[feature], Best[feature]) = (value * value, row);
    }
}
