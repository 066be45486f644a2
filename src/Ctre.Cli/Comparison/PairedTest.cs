namespace Ctre.Cli.Comparison;

/// <summary>Wilcoxon's signed-rank test of paired results (Biometrics Bulletin 1, 1945), two-sided.</summary>
internal static class PairedTest
{
    private const int MostExact = 25;

    /// <summary>
    /// The probability of differences at least as lopsided if neither side were better. Differences of 0 are left out, ties
    /// share their mean rank. Exact over all signs up to 25 differences, a normal approximation beyond.
    /// </summary>
    /// <param name="differences">One side's result minus the other's, pair by pair.</param>
    /// <returns>The number of differences that are not 0, and p; 1 if there are none.</returns>
    public static (int Count, double Probability) Wilcoxon(IEnumerable<double> differences)
    {
        double[] nonZero = [.. differences.Where(d => d != 0)];
        double[] ranks = Ranks.Of([.. nonZero.Select(Math.Abs)]);
        double plus = nonZero.Select((d, i) => d > 0 ? ranks[i] : 0).Sum(), total = ranks.Sum();
        if (nonZero.Length == 0) return (0, 1);
        double smaller = Math.Min(plus, total - plus);
        return (nonZero.Length, Math.Min(1, 2 * (nonZero.Length <= MostExact ? Exact(ranks, smaller) : Normal(ranks, smaller))));
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
        int[] doubled = [.. ranks.Select(rank => (int)Math.Round(2 * rank))];
        var ways = new double[doubled.Sum() + 1];
        ways[0] = 1;
        foreach (int rank in doubled)
            for (int sum = ways.Length - 1; sum >= rank; sum--) ways[sum] += ways[sum - rank];
        return ways.Take((int)Math.Round(2 * w) + 1).Sum() / Math.Pow(2, ranks.Length);
    }

    private static double Normal(double[] ranks, double w)
    {
        double mean = ranks.Sum() / 2, deviation = Math.Sqrt(ranks.Sum(rank => rank * rank) / 4);
        double z = Math.Min(0, w + 0.5 - mean) / deviation;
        return Tail(-z);
    }

    /// <summary>P(Z ≥ z) for z ≥ 0 (Abramowitz and Stegun 26.2.17, error below 7.5e−8).</summary>
    private static double Tail(double z)
    {
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
    }
}
