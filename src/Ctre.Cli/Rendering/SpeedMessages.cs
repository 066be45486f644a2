using System.Globalization;
using Ctre.Benchmarking;

namespace Ctre.Cli.Rendering;

/// <summary>What the measured speeds mean for training, in sentences.</summary>
internal static class SpeedMessages
{
    // The density that the sentence is about: much faster than dense and, on most data, nearly as accurate.
    private const double Typical = 0.01;

    /// <summary>One sentence for each dense network that was measured on all threads, and one for each network that grew.</summary>
    public static IEnumerable<string> Of(SpeedReport report)
    {
        foreach (StepSpeed dense in report.Steps.Where(step => step.Workload.IsDense && step.Threads == report.Machine.Threads))
        {
            StepSpeed[] sparse = [.. report.SparseRivals(dense).OrderBy(step => step.Density)];
            if (sparse.Length == 0) continue;
            StepSpeed typical = sparse.MinBy(step => Math.Abs(Math.Log(step.Density / Typical)))!;
            yield return $"{dense.Workload.Shape} on {Threads(dense.Threads)}: "
                + $"at {Percent(typical.Density)} density a step is {Gain(typical.GainOver(dense))}; "
                + Verdict(BreakEven.Of(sparse, dense), sparse) + ".";
        }

        foreach (IGrouping<long, GrowthSpeed> network in report.Growth.GroupBy(speed => speed.Connections))
        {
            yield return $"At {Percent(network.First().Density)} density growth takes "
                + $"{Percent(GrowthSpeed.ShareOfEpoch(network))} of an epoch's training; "
                + $"the exact search would take {Brief(network.Sum(speed => speed.ExactSeconds / speed.EpochSeconds))} epochs.";
        }
    }

    public static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";

    private static string Gain(double gain) => gain switch
    {
        >= 1.05 => $"{Brief(gain)} times faster than dense",
        > 1 / 1.05 => "as fast as dense",
        _ => $"{Brief(1 / gain)} times slower than dense",
    };

    private static string Verdict(BreakEven even, StepSpeed[] sparse) => even.Pays switch
    {
        BreakEvenKind.Below => $"sparse is faster below {Percent(even.Density!.Value)} density",
        BreakEvenKind.Everywhere => $"sparse is faster at every density measured, up to {Percent(sparse[^1].Density)}",
        _ => $"sparse is faster at no density measured, down to {Percent(sparse[0].Density)}",
    };

    private static string Percent(double density) => $"{Brief(100 * density)} %";

    private static string Brief(double value) => value.ToString(value >= 10 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}
