using Ctre.Optimization;
using Ctre.Tests.Golden;

namespace Ctre.Tests.Optimization;

public sealed class ScheduleTests
{
    [Fact]
    public void Golden_cosine()
    {
        Assert.NotEmpty(GoldenSchedules.All.Cosine);
        foreach (GoldenSchedules.CosinePoint golden in GoldenSchedules.All.Cosine)
            Assert.Equal(golden.Value, Schedule.At(ScheduleKind.Cosine, golden.Zeta, (double)golden.Epoch / golden.Epochs), 1e-15);
    }

    [Theory]
    [InlineData(ScheduleKind.Constant, 0, 8)]
    [InlineData(ScheduleKind.Constant, 1, 8)]
    [InlineData(ScheduleKind.Linear, 0, 8)]
    [InlineData(ScheduleKind.Linear, 0.25, 6)]
    [InlineData(ScheduleKind.Linear, 1, 0)]
    [InlineData(ScheduleKind.Cosine, 0, 8)]
    [InlineData(ScheduleKind.Cosine, 0.5, 4)]
    [InlineData(ScheduleKind.Cosine, 1, 0)]
    [InlineData(ScheduleKind.Step, 0.49, 8)]
    [InlineData(ScheduleKind.Step, 0.5, 0.8)]
    [InlineData(ScheduleKind.Step, 0.74, 0.8)]
    [InlineData(ScheduleKind.Step, 0.75, 0.08)]
    public void Values_by_hand(ScheduleKind kind, double progress, double expected) =>
        Assert.Equal(expected, Schedule.At(kind, 8, progress), 1e-12);

    [Fact]
    public void An_unknown_kind_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.At((ScheduleKind)99, 1, 0));
}
