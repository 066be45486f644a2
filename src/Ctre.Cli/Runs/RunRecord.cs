using System.Diagnostics;
using System.Text.Json.Nodes;
using Ctre.Analysis;
using Ctre.Cli.Rendering;
using Ctre.Data;
using Ctre.Layers;
using Ctre.Runs;
using Ctre.Training;

namespace Ctre.Cli.Runs;

/// <summary>A training run that is finished or was interrupted, as JSON output and <c>run.json</c> report it.</summary>
internal sealed class RunRecord(
    TrainingResult result, DataSplit split, int threads, double totalSeconds, RunFolder folder)
{
    public TrainingResult Result => result;

    /// <summary>Where the run diverged and was rolled back.</summary>
    public IReadOnlyList<Rollback> Rollbacks { get; init; } = [];

    /// <summary>What a person should look at, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public RunFolder Folder => folder;

    public double TotalSeconds => totalSeconds;

    public double TrainingSeconds => result.Totals.TrainingSeconds;

    public double EvaluationSeconds => result.Totals.EvaluationSeconds;

    public double TopologySeconds => result.Totals.TopologySeconds;

    public double SamplesPerSecond => (double)split.Training.Count * result.Totals.Epochs / TrainingSeconds;

    public long PeakMemoryBytes { get; } = PeakMemory();

    /// <summary>The requested ε; the resulting ε where a density was requested.</summary>
    public double Epsilon =>
        result.Recipe is { Density: null, Distribution: not DistributionKind.List } && !Methods.IsDense(result.Recipe.Method)
        ? result.Recipe.Epsilon
        : result.BestNetwork.Connections / result.BestNetwork.Layers.Sum(layer => (double)layer.Inputs + layer.Outputs);

    /// <summary>How many times more training rows the largest class has than the smallest.</summary>
    public double Imbalance => (double)ClassRows.Max() / ClassRows.Min();

    private IEnumerable<int> ClassRows =>
        split.Training.Rows.ToArray().CountBy(row => split.Training.Data.Labels[row]).Select(one => one.Value);

    /// <summary>The result, as <c>--json</c> gives it.</summary>
    public JsonObject ToJson()
    {
        Network network = result.BestNetwork;
        return new JsonObject
        {
            ["dataset"] = result.DatasetName,
            ["method"] = result.Recipe.Method,
            ["seed"] = result.Recipe.Seed,
            ["threads"] = threads,
            ["epochs"] = result.Totals.Epochs,
            ["epsilon"] = Epsilon,
            ["density"] = network.Density,
            ["connections"] = network.Connections,
            ["layers"] = new JsonArray([.. network.Layers.Select(layer => new JsonObject
            {
                ["inputs"] = layer.Inputs,
                ["outputs"] = layer.Outputs,
                ["connections"] = layer.Connections.Count,
                ["density"] = layer.Connections.Density,
            })]),
            ["bestEpoch"] = result.Best.Epoch,
            ["validationAccuracy"] = result.Best.ValidationAccuracy,
            ["testAccuracy"] = result.Test.Accuracy,
            ["finalTestAccuracy"] = result.Epochs[^1].TestAccuracy,
            ["testLoss"] = JsonText.Number(result.Test.Loss),
            ["testMacroF1"] = result.Test.MacroF1,
            ["testBalancedAccuracy"] = result.Test.BalancedAccuracy,
            ["samplesPerSecond"] = JsonText.Number(SamplesPerSecond),
            ["seconds"] = new JsonObject
            {
                ["total"] = totalSeconds,
                ["training"] = TrainingSeconds,
                ["evaluation"] = EvaluationSeconds,
                ["topology"] = TopologySeconds,
            },
            ["peakMemoryBytes"] = PeakMemoryBytes,
            ["topologyDigest"] = network.TopologyDigest(),
            ["modelDigest"] = network.Digest(),
            ["refitRows"] = result.RefitRows,
            ["wasCancelled"] = result.WasCancelled,
            ["warnings"] = JsonText.Texts(Warnings),
            ["model"] = folder.ModelPath,
            ["run"] = folder.Folder,
        };
    }

    /// <summary>The content of <c>run.json</c>: recipe, data, environment, results.</summary>
    /// <param name="source">The data as the user named it.</param>
    /// <param name="started">When the run began, UTC.</param>
    /// <param name="estimate">What it was expected to take.</param>
    /// <param name="allowedBytes">What it was allowed to take.</param>
    public JsonObject Record(string source, DateTime started, MemoryEstimate estimate, double allowedBytes) => new()
    {
        ["recipe"] = result.Recipe.ToJson(),
        ["data"] = new JsonObject
        {
            ["name"] = result.DatasetName,
            ["source"] = source,
            ["rows"] = split.Training.Count + split.Validation.Count + split.Test.Count,
            ["features"] = split.Training.Data.Features,
            ["networkInputs"] = result.BestNetwork.Inputs,
            ["missingValues"] = ((Dataset[])[split.Training.Data, split.Test.Data]).Distinct().Sum(part => part.CountMissing()),
            ["classes"] = split.Training.Data.Classes,
            ["trainingRows"] = split.Training.Count,
            ["validationRows"] = split.Validation.Count,
            ["testRows"] = split.Test.Count,
        },
        ["rollbacks"] = RunOrigin.ToJson(Rollbacks),
        ["environment"] = RunEnvironment.ToJson(threads, started, estimate.Total, allowedBytes),
        ["results"] = ToJson(),
    };

    /// <summary>The most memory that this process took so far.</summary>
    public static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
