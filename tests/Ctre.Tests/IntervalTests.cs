namespace Ctre.Tests;

public sealed class IntervalTests
{
    [Theory]
    [InlineData("(0, ∞)", "above 0", new[] { 1e-300, 1e300 }, new[] { 0, -1.0 })]
    [InlineData("[1, ∞)", "1 or more", new[] { 1.0, 1e9 }, new[] { 0.999 })]
    [InlineData("[1, 65536]", "1 to 65536", new[] { 1.0, 65536 }, new[] { 0.5, 65537 })]
    [InlineData("(0, 1000000]", "above 0 and at most 1000000", new[] { 1e-9, 1e6 }, new[] { 0.0, 1e6 + 1 })]
    [InlineData("[0, 1)", "in [0, 1)", new[] { 0, 0.999 }, new[] { -1e-9, 1 })]
    [InlineData("(0, 1]", "in (0, 1]", new[] { 1e-9, 1 }, new[] { 0, 1.001 })]
    public void A_range_is_read_and_said(string text, string words, double[] allowed, double[] refused)
    {
        var interval = Interval.Parse(text);
        Assert.Equal(words, interval.ToString());
        Assert.All(allowed, value => Assert.True(interval.Contains(value)));
        Assert.All(
            [.. refused, double.NaN, double.PositiveInfinity, double.NegativeInfinity], value => Assert.False(interval.Contains(value)));
    }
}
