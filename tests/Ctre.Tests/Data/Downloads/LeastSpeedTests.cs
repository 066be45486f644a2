using Ctre.Data.Downloads;

namespace Ctre.Tests.Data.Downloads;

public sealed class LeastSpeedTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void A_byte_a_second_is_too_slow_when_the_time_is_over()
    {
        LeastSpeed speed = new(1000, TimeSpan.FromSeconds(30), clock);
        for (int second = 1; second < 30; second++) Receive(speed, 1, 1);
        TransferException refusal = Assert.Throws<TransferException>(() => Receive(speed, 1, 1));
        Assert.Equal("sent only 30 bytes in 30 seconds", refusal.Message);
        Assert.True(refusal.IsTransient);
    }

    [Fact]
    public void A_pause_does_no_harm_where_the_average_is_fast_enough()
    {
        LeastSpeed speed = new(1000, TimeSpan.FromSeconds(30), clock);
        Receive(speed, 40_000, 1);
        Receive(speed, 1, 38);
    }

    [Fact]
    public void What_came_earlier_does_not_count_for_ever()
    {
        LeastSpeed speed = new(1000, TimeSpan.FromSeconds(30), clock);
        Receive(speed, 1 << 30, 31);
        Receive(speed, 100, 29);
        Assert.Throws<TransferException>(() => Receive(speed, 100, 1));
    }

    [Fact]
    public void No_least_speed_is_no_limit() => Receive(new LeastSpeed(0, TimeSpan.FromSeconds(30), clock), 1, 1_000_000);

    private void Receive(LeastSpeed speed, long bytes, double seconds)
    {
        clock.Pass(seconds);
        speed.Received(bytes);
    }
}
