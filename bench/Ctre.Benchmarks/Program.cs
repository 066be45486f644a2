using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Ctre.Benchmarking;

namespace Ctre.Benchmarks;

/// <summary>
/// Measures speed: <c>dotnet run -c Release --project bench/Ctre.Benchmarks -- NAME [FILE]</c>; with a file, the table goes there.
/// <c>linear-cost-figure TABLE FIGURE</c> draws a table that was measured.
/// </summary>
internal static class Program
{
    private const string FigureName = "linear-cost-figure";

    private static readonly Dictionary<string, Func<IEnumerable<string>>> Benchmarks = new()
    {
        ["step"] = () => StepBenchmarks.Table(Run<StepBenchmarks>()),
        ["kernels"] = () => Markdown(Run<KernelBenchmarks>()),
        ["growth"] = () => Markdown(Run<GrowthBenchmarks>()),
        ["sparse-input"] = () => Markdown(Run<InputBenchmarks>()),
        ["linear-cost"] = LinearCost.Table,
        ["growth-quality"] = GrowthQuality.Table,
        ["sparse-kernels"] = SparseKernelBenchmark.Table,
        ["dense-product"] = DenseProductBenchmark.Table,
        ["million-neurons"] = MillionNeuronsBenchmark.Report,
        ["memory"] = MemoryBenchmark.Table,
    };

    private static int Main(string[] args)
    {
        if (args is [FigureName, var table, var figure])
        {
            File.WriteAllText(figure, LinearCostFigure.Of(File.ReadLines(table)));
            return 0;
        }

        if (args.Length is not (1 or 2) || !Benchmarks.TryGetValue(args[0], out Func<IEnumerable<string>>? run))
        {
            Console.Error.WriteLine($"Name one benchmark: {string.Join(", ", Benchmarks.Keys)}; or {FigureName} TABLE FIGURE.");
            return 2;
        }

        List<string> lines = [];
        foreach (string line in run().Prepend("").Prepend($"{Machine.Description}; {DateTime.UtcNow:yyyy-MM-dd}"))
        {
            Console.WriteLine(line);
            lines.Add(line);
        }

        if (args.Length == 2) File.WriteAllLines(args[1], lines);
        return 0;
    }

    private static Summary Run<T>() => BenchmarkRunner.Run<T>(ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(7))
        .AddColumnProvider(DefaultConfig.Instance.GetColumnProviders().ToArray())
        .AddLogger(NullLogger.Instance));

    private static IEnumerable<string> Markdown(Summary summary)
    {
        var log = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, log);
        return log.GetLog().Split('\n').Select(line => line.TrimEnd()).Where(line => line.StartsWith('|'));
    }
}
