using System.Numerics;
using Ctre.Analysis;
using Ctre.Cli.Comparison;

namespace Ctre.Cli.Tests;

public sealed class ComparisonStatisticsTests
{
    /// <summary>4 inputs, 3 hidden neurons by 5 connections, 2 classes by 4 connections.</summary>
    [Fact]
    public void Flops_of_a_small_network_by_hand()
    {
        int[] sizes = [4, 3, 2];
        Assert.Equal(2 * 5 + 3 + 2 * 4 + 2, Cost.InferenceFlops(sizes, [5, 4]));
        Assert.Equal(2 * (2 * 5 + 3 + 2 * 4 + 2) + 2 * 4, Cost.TrainingFlops(sizes, [5, 4]));
        Assert.Equal([12, 6], Cost.DenseConnections(sizes));
        Assert.Equal(2 * 18 + 5, Cost.InferenceFlops(sizes, Cost.DenseConnections(sizes)));
    }

    [Fact]
    public void Equal_values_share_their_mean_rank() => Assert.Equal([2.5, 1, 2.5, 4], Ranks.Of([3.0, 1, 3, 8]));

    [Fact]
    public void Wilcoxon_is_exact_for_few_pairs()
    {
        Assert.Equal((5, 2.0 / 32), Wilcoxon(1, 2, 3, 4, 5));
        Assert.Equal((5, 4.0 / 32), Wilcoxon(-1, 2, 0, 3, 4, 5)); // W = 1: {} and {1}
        Assert.Equal((0, 1.0), Wilcoxon(0, 0));
        Assert.Equal((2, 1.0), Wilcoxon(1, -1));
        // Ranks 1.5 1.5 3, W = 1.5: {}, {1.5}, {1.5'} of 8 sign patterns.
        Assert.Equal((3, 6.0 / 8), Wilcoxon(1, -1, 2));
    }

    /// <summary>
    /// Wilcoxon (1945): eight pairs of treatments of seed, W = 4. SciPy's documentation: Darwin's corn, W = 24, p = 0.041259765625. R's
    /// documentation: depression scale of Hollander and Wolfe (1973) in thousandths, V = 40, one-sided p = 0.01953, 10 of 512 patterns.
    /// Conover (1999): aggressiveness of twins, ties at 1 and 5, a zero, T = 24.5, one-sided p = 0.238: 487 of 2,048 patterns.
    /// </summary>
    [Theory]
    [InlineData(14.0 / 256, 19, 27, -1, 6, 7, 13, -4, 3)]
    [InlineData(0.041259765625, 6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75)]
    [InlineData(20.0 / 512, 952, -147, 1022, 430, 620, 590, 490, -80, 10)]
    [InlineData(974.0 / 2048, 2, 6, -1, -4, 5, 0, -12, -1, -5, 9, -7, -15)]
    public void Wilcoxon_of_published_examples(double expected, params int[] differences) =>
        Assert.Equal(expected, Wilcoxon(differences).Probability);

    [Fact]
    public void Wilcoxon_is_exact_up_to_1000_pairs_and_continues_smoothly()
    {
        Assert.Equal(Math.Pow(2, -999), Wilcoxon([.. Enumerable.Range(1, 1000)]).Probability);
        double exact = Signs(1000), normal = Signs(1001);
        Assert.InRange(exact, 0.001, 0.5);
        Assert.InRange(normal, 0.8 * exact, 1.2 * exact);

        static double Signs(int pairs) =>
            Wilcoxon([.. Enumerable.Range(1, pairs).Select(i => i % 15 < 7 ? -i : i)]).Probability;
    }

    /// <summary>The double nearest to k/n is k/n again, and differences and means that are equal as numbers are equal.</summary>
    [Fact]
    public void An_accuracy_is_the_fraction_that_it_was_divided_from()
    {
        var random = new Random(3);
        foreach (int rows in (int[])[1, 2, 3, 7, 10, 24, 80, 1559, 8192, 8192 * 3, 10_000, 11_000_000, (1 << 26) - 5, (1 << 26) - 1])
        {
            foreach (int right in (int[])[0, 1, rows / 3, rows - 1, rows, .. Enumerable.Range(0, 50).Select(_ => random.Next(rows + 1))])
                Assert.Equal(new Fraction(right, rows), Fraction.OfAccuracy((double)right / rows));
        }

        Assert.NotEqual(0.9 - 0.8, 0.8 - 0.7);
        Assert.Equal(Of(0.9) - Of(0.8), Of(0.8) - Of(0.7));
        Assert.NotEqual(new[] { 0.1, 0.2, 0.3 }.Average(), new[] { 0.3, 0.2, 0.1 }.Average());
        Assert.Equal(new Fraction(1, 5), Fraction.Mean([Of(0.1), Of(0.2), Of(0.3)]));
        Assert.Equal([1.5, 1.5, 3], Ranks.Of([Of(1.0 / 3) - Of(0), Of(2.0 / 3) - Of(1.0 / 3), Of(1)]));
        Assert.Equal(-0.1, (double)(Of(0.7) - Of(0.8)));

        static Fraction Of(double accuracy) => Fraction.OfAccuracy(accuracy);
    }

    [Fact]
    public void Fractions_of_many_rows_become_doubles()
    {
        BigInteger many = BigInteger.Pow(10, 40);
        Fraction third = Enumerable.Range(1, 40).Aggregate(new Fraction(1, 3), (sum, i) => sum + new Fraction(1, many + i));
        Assert.True(third.Denominator.GetBitLength() > 2000);
        Assert.Equal(1.0 / 3, (double)third, 1e-15);
    }

    private static (int Count, double Probability) Wilcoxon(params int[] differences) =>
        PairedTest.Wilcoxon(differences.Select(difference => new Fraction(difference, 1)));

    /// <summary>Ordered 0.01, 0.02, 0.03, 0.6: times 4, 3, 2 and 1, never falling.</summary>
    [Fact]
    public void Holm_by_hand() => Assert.Equal([0.06, 0.04, 0.6, 0.06], PairedTest.Holm([0.03, 0.01, 0.6, 0.02]));
}
