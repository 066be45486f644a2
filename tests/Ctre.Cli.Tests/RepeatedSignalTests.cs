using Ctre.Cli.Runs;
using Ctre.Tests;

namespace Ctre.Cli.Tests;

public sealed class RepeatedSignalTests
{
    private readonly ManualClock clock = new();

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.499, false)]
    [InlineData(0.5, true)]
    [InlineData(3600, true)]
    public void A_signal_is_a_second_wish_when_it_comes_half_a_second_after_the_first(double seconds, bool isSecond)
    {
        RepeatedSignal signals = new(clock);
        clock.Pass(7);
        Assert.False(signals.IsSecond());
        clock.Pass(seconds);
        Assert.Equal(isSecond, signals.IsSecond());
    }

    [Fact]
    public void Signals_that_keep_coming_are_a_second_wish_in_the_end()
    {
        RepeatedSignal signals = new(clock);
        for (int i = 0; i < 5; i++)
        {
            Assert.False(signals.IsSecond());
            clock.Pass(0.1);
        }

        Assert.True(signals.IsSecond());
    }
}
