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
        Assert.Equal((5, 2.0 / 32), PairedTest.Wilcoxon([1, 2, 3, 4, 5]));
        Assert.Equal((5, 4.0 / 32), PairedTest.Wilcoxon([-1, 2, 0, 3, 4, 5])); // W = 1: {} and {1}
        Assert.Equal((0, 1.0), PairedTest.Wilcoxon([0, 0]));
        Assert.Equal((2, 1.0), PairedTest.Wilcoxon([1, -1]));
        // Ranks 1.5 1.5 3, W = 1.5: {}, {1.5}, {1.5'} of 8 sign patterns.
        Assert.Equal((3, 6.0 / 8), PairedTest.Wilcoxon([1, -1, 2]));
    }

    [Fact]
    public void Wilcoxon_of_many_pairs_is_near_the_exact_value()
    {
        double[] differences = [.. Enumerable.Range(1, 25).Select(i => i % 3 == 0 ? -(double)i : i)];
        double exact = PairedTest.Wilcoxon(differences).Probability;
        double more = PairedTest.Wilcoxon(Enumerable.Range(1, 26).Select(i => i % 3 == 0 ? -(double)i : i)).Probability;
        Assert.InRange(exact, 0.14, 0.16);
        Assert.InRange(more, exact / 2, exact * 2);
    }

    /// <summary>Ordered 0.01, 0.02, 0.03, 0.6: times 4, 3, 2 and 1, never falling.</summary>
    [Fact]
    public void Holm_by_hand() => Assert.Equal([0.06, 0.04, 0.6, 0.06], PairedTest.Holm([0.03, 0.01, 0.6, 0.02]));
}
