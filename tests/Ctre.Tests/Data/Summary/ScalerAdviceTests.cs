using Ctre.Data;
using Ctre.Data.Known;
using Ctre.Data.Summary;

namespace Ctre.Tests.Data.Summary;

public sealed class ScalerAdviceTests
{
    private static ScalerAdvice For(int features, Func<int, int, double> value, int rows = 1000)
    {
        var values = new float[rows * features];
        for (int row = 0; row < rows; row++)
            for (int f = 0; f < features; f++) values[(row * features) + f] = (float)value(row, f);
        return ScalerAdvice.For(DataSummary.Of(new Dataset("toy", features, values, [], [])), null);
    }

    private static double Smooth(int row) => row * 0.6180339887 % 1;

    [Fact]
    public void A_known_set_has_its_own()
    {
        DataSummary summary = DataSummary.Of(new Dataset("madelon", 1, [1, 2], [], []));
        Assert.Equal(new ScalerAdvice(ScalerKind.Standard, "what suits madelon"), ScalerAdvice.For(summary, KnownDataSets.Find("madelon")));
    }

    [Fact]
    public void Images_zeros_and_what_is_bounded_go_between_0_and_1()
    {
        Assert.Equal(new(ScalerKind.MinMax, "integers from 0 to 255, as in images"), For(3, (row, f) => (row * (f + 7)) % 256));
        Assert.Equal(new(ScalerKind.MinMax, "most values are zero and stay zero"), For(20, (row, f) => (row + f) % 20 == 0 ? 1000 : 0));
        Assert.Equal(new(ScalerKind.MinMax, "all values are within [-1, 1]"), For(3, (row, f) => (2 * Smooth(row + f)) - 1));
        Assert.Equal(new(ScalerKind.MinMax, "no feature has values far from its others"), For(3, (row, f) => 10 * Smooth(row + f)));
    }

    [Fact]
    public void Values_far_away_are_standardized()
    {
        ScalerAdvice advice = For(3, (row, f) => row == 17 && f == 1 ? 1e6 : 10 * Smooth(row + f));
        Assert.Equal(new(ScalerKind.Standard, "1 of 3 features have values more than 10 deviations from their mean"), advice);
    }

    [Fact]
    public void Spreads_of_other_orders_are_standardized() => Assert.Equal(
        new(ScalerKind.Standard, "the spreads of features differ by orders of magnitude"),
        For(3, (row, f) => Math.Pow(100, f) * Smooth(row + f)));

    [Fact]
    public void Rare_flags_are_not_standardized() => Assert.Equal(
        new(ScalerKind.MinMax, "some features are rare flags"), For(3, (row, f) => f == 0 ? (row == 5 ? 1 : 0) : 3000 * Smooth(row + f)));
}
