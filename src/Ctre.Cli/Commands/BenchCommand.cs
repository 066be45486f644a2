using System.CommandLine;
using System.Text.Json.Nodes;
using Ctre.Benchmarking;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;
using Ctre.Data;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre bench</c>: measures how fast training is here, and from which density on dense is faster.</summary>
internal sealed class BenchCommand : CtreCommand
{
    private readonly Terminal terminal;
    private readonly ThreadOption threads = new(mostByDefault: null);
    private readonly Option<bool> quick = new("--quick") { Description = "half a minute at most: shorter rounds, no large dense networks" };
    private readonly Option<string> directory = new("--data-dir")
    {
        Description = "a folder that holds mnist or fashion-mnist, to measure growth on; "
            + "without it (or CTRE_DATA_DIR) synthetic images are used",
        HelpName = "folder",
    };

    private readonly JsonOption json = new();

    public BenchCommand(Terminal terminal)
        : base("bench", "Measures this machine: its peak, its memory, the speed of training, and where sparse beats dense.")
    {
        this.terminal = terminal;
        Add(quick);
        threads.AddTo(this);
        Add(directory);
        Add(json);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ctre bench",
        "ctre bench --quick",
        "ctre bench --threads 4 --json > speed.json",
    ];

    protected override int Run(ParseResult parse)
    {
        using var interruption = Interruption.BetweenSteps();
        SpeedPlan plan = parse.GetValue(quick) ? SpeedPlan.Quick : SpeedPlan.Full;
        SpeedReport report = SpeedReport.Measure(
            plan, threads.Read(parse), Images(parse.GetValue(directory)), next => terminal.Note($"measuring {next}"), interruption.Token);
        json.Write(parse, terminal, () => ToJson(report), console => SpeedTables.Show(report, console));
        return 0;
    }

    /// <summary>Real images to measure growth on, if there are any.</summary>
    private static DataSplit? Images(string? folder)
    {
        DataSourceOptions options = new() { DataDirectory = folder };
        if (((string[])["mnist", "fashion-mnist"]).FirstOrDefault(name => DataSource.IsAvailable(name, options)) is not { } found)
        {
            return folder is null
                ? null
                : throw new InputException($"--data-dir {folder}: there is neither mnist nor fashion-mnist in it; "
                    + "leave it out to measure on synthetic images.");
        }

        LoadedData loaded = DataSource.Load(found, options);
        return DataSplit.Create(loaded.Training, loaded.Test, 0.1, Recipe.Default.ValidationFraction, seed: 0);
    }

    private static JsonObject ToJson(SpeedReport report) => new()
    {
        ["peakGflops"] = report.Machine.PeakGflops,
        ["peakGflopsAllThreads"] = report.Machine.PeakGflopsAllThreads,
        ["bandwidthGBs"] = report.Machine.BandwidthGBs,
        ["bandwidthGBsAllThreads"] = report.Machine.BandwidthGBsAllThreads,
        ["cpu"] = Machine.Processor,
        ["runtime"] = Machine.Runtime,
        ["vectors"] = Machine.Vectors,
        ["threads"] = report.Machine.Threads,
        ["workloads"] = new JsonArray([.. report.Steps.Select(step => new JsonObject
        {
            ["name"] = step.Workload.Name,
            ["density"] = step.Density,
            ["connections"] = step.Connections,
            ["threads"] = step.Threads,
            ["samplesPerSecond"] = step.SamplesPerSecond,
            ["gflops"] = step.Gflops,
            ["fractionOfPeak"] = step.FractionOfPeak(report.Machine.PeakGflops),
            ["nsPerConnectionSample"] = step.NanosecondsPerConnectionSample,
        })]),
        ["growth"] = new JsonArray([.. report.Growth.Select(growth => new JsonObject
        {
            ["data"] = growth.Data,
            ["density"] = growth.Density,
            ["connections"] = growth.Connections,
            ["rows"] = growth.Rows,
            ["layer"] = growth.Layer,
            ["exactSeconds"] = growth.ExactSeconds,
            ["autoSeconds"] = growth.AutoSeconds,
            ["massRatio"] = growth.MassRatio,
            ["epochSeconds"] = growth.EpochSeconds,
        })]),
        ["breakEvenDensity"] = report.BreakEven?.Density,
    };
}
