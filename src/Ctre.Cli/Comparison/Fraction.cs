using System.Numerics;

namespace Ctre.Cli.Comparison;

/// <summary>
/// A rational number in lowest terms. Accuracies become fractions before they are averaged, subtracted, compared or ranked: as doubles
/// 0.9 − 0.8 and 0.8 − 0.7 are two numbers, and so are equal means whose sums were rounded differently.
/// </summary>
internal sealed record Fraction : IComparable<Fraction>
{
    /// <param name="numerator">Any integer.</param>
    /// <param name="denominator">Above 0.</param>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>
    /// The right answers over the rows that an accuracy was divided from. It is stored as the nearest double; of all fractions with
    /// denominators below 2²⁶ no other is that near (two of them differ by more than 2⁻⁵²), and one so near is among the convergents of the
    /// double's continued fraction (Legendre): it is the first that rounds to the double.
    /// </summary>
    /// <param name="accuracy">In [0, 1].</param>
    public static Fraction OfAccuracy(double accuracy)
    {
        const int Bits = 106; // Every accuracy is a multiple of 2⁻¹⁰⁶: a double has 53 bits, and one right answer is more than 2⁻⁵³.
        BigInteger above = new(Math.ScaleB(accuracy, Bits)), below = BigInteger.One << Bits;
        (BigInteger Top, BigInteger Bottom) before = (0, 1), convergent = (1, 0);
        do
        {
            BigInteger quotient = BigInteger.DivRem(above, below, out BigInteger rest);
            (before, convergent) = (convergent, (quotient * convergent.Top + before.Top, quotient * convergent.Bottom + before.Bottom));
            (above, below) = (below, rest);
        }
        while (!below.IsZero && (double)convergent.Top / (double)convergent.Bottom != accuracy);

        return new Fraction(convergent.Top, convergent.Bottom);
    }

    /// <summary>The mean of at least one value.</summary>
    public static Fraction Mean(IReadOnlyCollection<Fraction> values)
    {
        Fraction sum = values.Aggregate((left, right) => left + right);
        return new Fraction(sum.Numerator, sum.Denominator * values.Count);
    }

    public static Fraction Abs(Fraction value) => value.Sign < 0 ? -value : value;

    public static Fraction operator -(Fraction value) => new(-value.Numerator, value.Denominator);

    public static Fraction operator +(Fraction left, Fraction right) =>
        new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    public static Fraction operator -(Fraction left, Fraction right) => left + -right;

    /// <summary>The nearest double, to the last bit or the one before it.</summary>
    public static explicit operator double(Fraction value)
    {
        // A double holds no more than 1,023 bits; bits of both terms that far behind the first do not count.
        int excess = (int)Math.Max(0, Math.Max(value.Numerator.GetBitLength(), value.Denominator.GetBitLength()) - 1000);
        return (double)(value.Numerator >> excess) / (double)(value.Denominator >> excess);
    }

    public int CompareTo(Fraction? other) =>
        other is null ? 1 : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
}
