using System.Globalization;
using System.Text;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Comparison;

/// <summary>The tables for programs: <c>results.csv</c>, one row per run, and <c>summary.csv</c>, one row per method.</summary>
internal static class ResultTables
{
    private static readonly (string Name, Func<RunResult, object?> Value)[] OfRun =
    [
        ("data", r => r.Data),
        ("method", r => r.Recipe["method"]),
        ("epsilon", r => r.Recipe["density"] is null ? r.Recipe["epsilon"] : null),
        ("density", r => r.Recipe["density"]),
        ("seed", r => r.Recipe["seed"]),
        ("epochs", r => r.Recipe["epochs"]),
        ("test_accuracy", r => Unless(r, r.TestAccuracy)),
        ("validation_accuracy", r => Unless(r, r.ValidationAccuracy)),
        ("final_test_accuracy", r => Unless(r, r.FinalTestAccuracy)),
        ("test_loss", r => r.TestLoss),
        ("best_epoch", r => Unless(r, r.BestEpoch)),
        ("connections", r => Unless(r, r.Connections)),
        ("training_seconds", r => Unless(r, r.TrainingSeconds)),
        ("topology_seconds", r => Unless(r, r.TopologySeconds)),
        ("seconds", r => r.Seconds),
        ("training_flops", r => Unless(r, r.TrainingFlops)),
        ("training_flops_of_dense", r => Unless(r, r.TrainingFlopsOfDense)),
        ("inference_flops", r => Unless(r, r.InferenceFlops)),
        ("inference_flops_of_dense", r => Unless(r, r.InferenceFlopsOfDense)),
        ("model_bytes", r => Unless(r, r.ModelBytes)),
        ("model_digest", r => r.ModelDigest),
        ("processor", r => r.Processor),
        ("failure", r => r.Failure),
    ];

    private static readonly (string Name, Func<SummaryRow, object?> Value)[] OfRow =
    [
        ("data", r => r.Data),
        ("method", r => r.Method),
        ("connectivity", r => r.Connectivity),
        ("runs", r => r.Runs.Count),
        ("failed", r => r.Runs.Count - r.Finished.Count),
        ("test_accuracy", r => r.Accuracy),
        ("deviation", r => r.Deviation),
        ("validation_accuracy", r => r.ValidationAccuracy),
        ("connections", r => r.Connections),
        ("training_seconds", r => r.TrainingSeconds),
        ("topology_seconds", r => r.TopologySeconds),
        ("training_flops_relative", r => r.TrainingFlops),
        ("inference_flops_relative", r => r.InferenceFlops),
        ("model_bytes", r => r.ModelBytes),
    ];

    /// <summary>One row per run.</summary>
    public static string OfRuns(IEnumerable<RunResult> results) => Table(OfRun, results);

    /// <summary>One row per data set, method and density.</summary>
    public static string OfSummary(Summary summary) => Table(OfRow, summary.Rows);

    /// <summary>One row per trial of a search for settings.</summary>
    public static string OfTrials(IEnumerable<PlannedRun> trials, IEnumerable<RunResult> results) => Table(
        [
            ("data", pair => pair.First.Data.Name),
            ("method", pair => pair.First.Recipe.Method),
            ("connectivity", pair => pair.First.Connectivity),
            ("options", pair => Tuning.CandidateOf(pair.First)),
            ("epochs", pair => pair.First.Recipe.Epochs),
            ("validation_accuracy", pair => Unless(pair.Second, pair.Second.ValidationAccuracy)),
            ("best_epoch", pair => Unless(pair.Second, pair.Second.BestEpoch)),
            ("seconds", pair => pair.Second.Seconds),
            ("failure", pair => pair.Second.Failure),
        ],
        trials.Zip(results));

    private static object? Unless(RunResult result, object value) => result.Failure is null ? value : null;

    private static string Table<T>((string Name, Func<T, object?> Value)[] columns, IEnumerable<T> rows)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', columns.Select(column => column.Name)).Append('\n');
        foreach (T row in rows) text.AppendJoin(',', columns.Select(column => Field(column.Value(row)))).Append('\n');
        return text.ToString();
    }

    // What is not a number has no value: the field stays empty.
    private static string Field(object? value) =>
        CsvField.Of(value is double.NaN ? "" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}
