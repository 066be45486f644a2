using System.Globalization;
using Ctre.Benchmarking;
using Spectre.Console;

namespace Ctre.Cli.Rendering;

/// <summary>How fast this machine trains, as tables and in words, 80 columns wide.</summary>
internal static class SpeedTables
{
    public static void Show(SpeedReport report, IAnsiConsole console)
    {
        console.Line(Machine.Description);
        console.Write(Limits(report.Machine));
        console.Write(Steps(report));
        console.Line("ns    nanoseconds per connection and sample");
        console.Line("gain  times faster than the dense network of this shape");
        foreach (Workload workload in report.Steps.Select(step => step.Workload).DistinctBy(workload => workload.Shape))
            console.Line($"{workload.Shape}    {string.Join('-', workload.Sizes)}, batches of {workload.Recipe.BatchSize}");
        if (report.Growth.Count > 0)
        {
            console.Write(Growth(report.Growth));
            string rows = DisplayText.Count(report.Growth[0].Rows), threads = SpeedMessages.Threads(report.Machine.Threads);
            console.Line($"growth of half-trained networks on {report.Growth[0].Data}, {rows} rows, {threads}");
            console.Line("mass   mean |cos| over all rows of the pairs found by auto, by that of the exact best");
            console.Line("epoch  seconds of an epoch's training steps");
        }

        console.Line("");
        foreach (string sentence in SpeedMessages.Of(report)) console.Line(sentence);
    }

    private static Table Limits(MachineSpeed machine)
    {
        Table table = Tables.Of("at best", "1 thread", SpeedMessages.Threads(machine.Threads));
        table.Add("float32 multiply-adds, GFLOP/s", Figure(machine.PeakGflops), Figure(machine.PeakGflopsAllThreads));
        table.Add("memory, GB/s", Figure(machine.BandwidthGBs), Figure(machine.BandwidthGBsAllThreads));
        return table;
    }

    private static Table Steps(SpeedReport report)
    {
        Table table = Tables.Of("training", "density", "conn.", "threads", "samples/s", "GFLOP/s", "of peak", "ns", "gain");
        foreach (StepSpeed step in report.Steps)
        {
            StepSpeed? dense = step.Workload.IsDense ? null : report.DenseRival(step);
            table.Add(
                step.Workload.Name, DisplayText.Density(step.Density), DisplayText.Brief(step.Connections), $"{step.Threads}",
                DisplayText.Count(step.SamplesPerSecond), Figure(step.Gflops), Share(step.FractionOfPeak(report.Machine.PeakGflops)),
                step.NanosecondsPerConnectionSample.ToString("0.000", CultureInfo.InvariantCulture),
                dense is null ? "" : Figure(step.GainOver(dense)));
        }

        return table;
    }

    private static Table Growth(IReadOnlyList<GrowthSpeed> speeds)
    {
        Table table = Tables.Of("growth", "density", "conn.", "exact, s", "auto, s", "mass", "epoch, s");
        foreach (GrowthSpeed speed in speeds)
        {
            table.Add(
                speed.Layer, DisplayText.Density(speed.Density), DisplayText.Brief(speed.Connections), Seconds(speed.ExactSeconds),
                Seconds(speed.AutoSeconds), Share(speed.MassRatio), Seconds(speed.EpochSeconds));
        }

        return table;
    }

    private static string Seconds(double seconds) => seconds.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Figure(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Share(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
