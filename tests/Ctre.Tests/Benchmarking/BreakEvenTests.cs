using Ctre.Benchmarking;

namespace Ctre.Tests.Benchmarking;

public sealed class BreakEvenTests
{
    private static readonly int[] Sizes = [10, 10, 10];

    [Fact]
    public void Between_two_densities_logarithms_are_interpolated()
    {
        // Time over density¹: 4 times faster at 1 %, 4 times slower at 16 %, so equal at √(1 · 16) = 4 %.
        BreakEven even = BreakEven.Of([Sparse(0.16, 25), Sparse(0.01, 400)], Dense(100));
        Assert.Equal(BreakEvenKind.Below, even.Pays);
        Assert.Equal(0.04, even.Density!.Value, 1e-12);
    }

    [Fact]
    public void The_nearer_speed_pulls_the_break_even_density()
    {
        // log₂ gains 1 and −3: a quarter of the way from 1 % to 16 %, that is 1 % · 16^¼ = 2 %.
        Assert.Equal(0.02, BreakEven.Of([Sparse(0.01, 200), Sparse(0.16, 12.5)], Dense(100)).Density!.Value, 1e-12);
    }

    [Fact]
    public void Only_the_first_crossing_counts()
    {
        StepSpeed[] noisy = [Sparse(0.01, 400), Sparse(0.16, 25), Sparse(0.2, 101), Sparse(0.5, 5)];
        Assert.Equal(0.04, BreakEven.Of(noisy, Dense(100)).Density!.Value, 1e-12);
    }

    [Fact]
    public void A_density_as_fast_as_dense_is_the_break_even_density() =>
        Assert.Equal(0.2, BreakEven.Of([Sparse(0.1, 200), Sparse(0.2, 100), Sparse(0.5, 10)], Dense(100)).Density!.Value, 1e-12);

    [Fact]
    public void Sparse_may_be_faster_everywhere_or_nowhere()
    {
        Assert.Equal(new BreakEven(BreakEvenKind.Everywhere, null), BreakEven.Of([Sparse(0.1, 200), Sparse(0.5, 101)], Dense(100)));
        Assert.Equal(new BreakEven(BreakEvenKind.Nowhere, null), BreakEven.Of([Sparse(0.1, 99), Sparse(0.5, 10)], Dense(100)));
    }

    private static StepSpeed Sparse(double density, double speed) =>
        new(Workload.AtDensity("S", Sizes, density), density, (long)(200 * density), 1, speed);

    private static StepSpeed Dense(double speed) => new(Workload.Dense("S", Sizes), 1, 200, 1, speed);
}
