using Ctre.Benchmarking;

namespace Ctre.Tests.Benchmarking;

/// <summary>What is measured and what follows from it; never how fast it was.</summary>
public sealed class SpeedReportTests
{
    private static readonly int[] Sizes = [20, 30, 30, 4];

    [Fact]
    public void Figures_follow_from_samples_per_second()
    {
        // 6 · 1,000 connections · 10⁶ samples/s = 6 GFLOP/s, of 2 cores with 12 GFLOP/s each; 10⁹ ns for 10⁹ connections.
        StepSpeed speed = new(Workload.AtDensity("S", Sizes, 0.1), 0.1, 1000, 2, 1e6);
        Assert.Equal(6, speed.Gflops, 1e-12);
        Assert.Equal(0.25, speed.FractionOfPeak(peakGflops: 12), 1e-12);
        Assert.Equal(1, speed.NanosecondsPerConnectionSample, 1e-12);
        Assert.Equal(4, speed.GainOver(speed with { SamplesPerSecond = 250_000 }), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void All_workloads_are_timed_on_one_thread_and_on_all(int threads)
    {
        TimingBudget brief = new(SecondsPerRound: 1e-4, Seconds: 1e-3);
        SpeedPlan plan = new([Workload.AtDensity("S", Sizes, 0.2), Workload.Dense("S", Sizes), Workload.AtEpsilon("T", Sizes, 1)], brief,
            brief,
            [new Recipe { Hidden = [30, 20], Epochs = 2 }], TriadLength: 1000, GrowthRows: 200);
        List<string> reports = [];
        SpeedReport report = SpeedReport.Measure(plan, threads, null, reports.Add, TestContext.Current.CancellationToken);
        int[] counts = threads == 1 ? [1] : [1, threads];
        Assert.Equal(
            plan.Workloads.SelectMany(workload => counts.Select(count => (workload.Name, count))),
            report.Steps.Select(step => (step.Workload.Name, step.Threads)));
        Assert.Equal([324, 1620, 144], report.Steps.Where(step => step.Threads == 1).Select(step => step.Connections));
        Assert.All(report.Steps, step => Assert.True(double.IsFinite(step.SamplesPerSecond) && step.SamplesPerSecond > 0));
        Assert.True(report.Machine is { PeakGflops: > 0, PeakGflopsAllThreads: > 0, BandwidthGBs: > 0, BandwidthGBsAllThreads: > 0 });
        Assert.Equal(["S, pass 1 of 2", "T, pass 1 of 2", "S, pass 2 of 2", "T, pass 2 of 2", "growth"], reports);
        Assert.NotNull(report.BreakEven);
        Assert.Equal(["784 × 30", "30 × 20", "20 × 10"], report.Growth.Select(growth => growth.Layer));
        Assert.All(report.Growth, growth => Assert.True(growth is { Rows: 162, ExactSeconds: > 0, AutoSeconds: > 0, EpochSeconds: > 0 }));
        Assert.All(report.Growth, growth => Assert.Equal(1, growth.MassRatio, 1e-6)); // so few rows that auto looks at all of them
    }

    [Fact]
    public void Without_time_all_is_measured_once_and_growth_on_few_rows()
    {
        TimingBudget endless = new(SecondsPerRound: 1e-3, Seconds: 1000);
        SpeedPlan plan = new([Workload.AtDensity("S", Sizes, 0.2), Workload.Dense("S", Sizes)], endless, endless,
            [new Recipe { Hidden = [30, 20], Epochs = 2 }], TriadLength: 1000, GrowthRows: 200, Seconds: 0);
        List<string> reports = [];
        SpeedReport report = SpeedReport.Measure(plan, 1, null, reports.Add, TestContext.Current.CancellationToken);
        Assert.Equal(["S, pass 1 of 2", "growth"], reports);
        Assert.Equal(2, report.Steps.Count);
        Assert.All(report.Steps, step => Assert.True(double.IsFinite(step.SamplesPerSecond) && step.SamplesPerSecond > 0));
        Assert.All(report.Growth, growth => Assert.True(growth is { Rows: 64, ExactSeconds: > 0, AutoSeconds: > 0, EpochSeconds: > 0 }));
    }

    [Fact]
    public void With_time_growth_looks_at_all_rows()
    {
        TimingBudget brief = new(SecondsPerRound: 1e-4, Seconds: 1e-3);
        SpeedPlan plan = new([Workload.AtDensity("S", Sizes, 0.2)], brief, brief,
            [new Recipe { Hidden = [30, 20], Epochs = 2 }], TriadLength: 1000, GrowthRows: 200, Seconds: 1e6);
        SpeedReport report = SpeedReport.Measure(plan, 1, cancel: TestContext.Current.CancellationToken);
        Assert.All(report.Growth, growth => Assert.Equal(162, growth.Rows));
    }

    [Fact]
    public void Of_two_measurements_the_better_figures_count() => Assert.Equal(
        new MachineSpeed(2, 10, 21, 7, 9), new MachineSpeed(2, 10, 15, 7, 8).Best(new MachineSpeed(2, 9, 21, 6, 9)));

    [Fact]
    public void A_stopped_measurement_ends()
    {
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => SpeedReport.Measure(SpeedPlan.Full, 1, null, _ => stop.Cancel(), stop.Token));
    }

    [Fact]
    public void The_plans_hold_the_networks_that_figures_are_told_of()
    {
        Assert.Equal(["W1", "W1 dense", "W2", "W3"], SpeedPlan.Quick.Workloads.Select(workload => workload.Name).Distinct());
        Assert.Equal(
            ["W1", "W1 dense", "W2", "W3", "W2 dense", "W3 dense"], SpeedPlan.Full.Workloads.Select(workload => workload.Name).Distinct());
    }
}
