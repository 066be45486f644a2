using MathNet.Numerics;

namespace Ctre.Cli.Comparison;

/// <summary>Wilcoxon's signed-rank test of paired results (Biometrics Bulletin 1, 1945), two-sided.</summary>
internal static class PairedTest
{
    // The numbers of signs are counted in doubles, which end at 2^1024.
    private const int MostExact = 1000;

    /// <summary>
    /// The probability of differences at least as lopsided if neither side were better. Differences of 0 are left out, ties share their
    /// mean rank. Exact over all signs up to 1,000 differences; beyond, the normal approximation with the variance of tied ranks.
    /// </summary>
    /// <param name="differences">One side's result minus the other's, pair by pair.</param>
    /// <returns>The number of differences that are not 0, and p; 1 if there are none.</returns>
    public static (int Count, double Probability) Wilcoxon(IEnumerable<Fraction> differences)
    {
        Fraction[] nonZero = [.. differences.Where(d => d.Sign != 0)];
        if (nonZero.Length == 0) return (0, 1);
        double[] ranks = Ranks.Of([.. nonZero.Select(Fraction.Abs)]);
        double plus = nonZero.Zip(ranks).Sum(pair => pair.First.Sign > 0 ? pair.Second : 0);
        double smaller = Math.Min(plus, ranks.Sum() - plus);
        return (nonZero.Length, nonZero.Length <= MostExact ? Math.Min(1, 2 * Exact(ranks, smaller)) : Normal(ranks, smaller));
    }

    /// <summary>Holm's correction for several tests at once (Scandinavian Journal of Statistics 6, 1979).</summary>
    /// <param name="probabilities">p of each test.</param>
    /// <returns>The corrected p of each test, in the same order, at most 1.</returns>
    public static double[] Holm(IReadOnlyList<double> probabilities)
    {
        var corrected = new double[probabilities.Count];
        double highest = 0;
        int left = probabilities.Count;
        foreach (int i in Enumerable.Range(0, probabilities.Count).OrderBy(i => probabilities[i]))
            corrected[i] = highest = Math.Max(highest, Math.Min(1, left-- * probabilities[i]));
        return corrected;
    }

    /// <summary>P(W ≤ w): mean ranks are multiples of one half, so sums of twice the ranks are counted.</summary>
    private static double Exact(double[] ranks, double w)
    {
        var ways = new double[(int)(2 * w) + 1];
        ways[0] = 1;
        foreach (double rank in ranks)
            for (int doubled = (int)(2 * rank), sum = ways.Length - 1; sum >= doubled; sum--) ways[sum] += ways[sum - doubled];
        return ways.Sum() / Math.Pow(2, ranks.Length);
    }

    /// <summary>P(|Z| ≥ |z|), without a correction for continuity.</summary>
    private static double Normal(double[] ranks, double w)
    {
        double mean = ranks.Sum() / 2, variance = ranks.Sum(rank => rank * rank) / 4;
        return SpecialFunctions.Erfc((mean - w) / Math.Sqrt(2 * variance));
    }
}
