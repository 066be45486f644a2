using System.Globalization;
using System.Text;
using Ctre.Training;

namespace Ctre.Cli.Runs;

/// <summary>The content of <c>metrics.csv</c>: one row per epoch.</summary>
internal static class MetricsTable
{
    private static readonly (string Name, Func<EpochReport, double> Value)[] Columns =
    [
        ("epoch", e => e.Epoch),
        ("loss", e => e.Loss),
        ("training_accuracy", e => e.TrainingAccuracy),
        ("validation_accuracy", e => e.ValidationAccuracy),
        ("validation_balanced_accuracy", e => e.ValidationBalancedAccuracy),
        ("validation_macro_f1", e => e.ValidationMacroF1),
        ("validation_loss", e => e.ValidationLoss),
        ("test_accuracy", e => e.TestAccuracy),
        ("test_loss", e => e.TestLoss),
        ("learning_rate", e => e.LearningRate),
        ("drop_fraction", e => e.DropFraction),
        ("connections", e => e.Connections.Sum(count => (double)count)),
        ("replaced", e => e.Replaced.Sum(count => (double)count)),
        ("training_seconds", e => e.TrainingSeconds),
        ("evaluation_seconds", e => e.EvaluationSeconds),
        ("topology_seconds", e => e.TopologySeconds),
        ("samples_per_second", e => e.SamplesPerSecond),
    ];

    public static string Of(IReadOnlyList<EpochReport> epochs)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(column => column.Name)).Append('\n');
        foreach (EpochReport epoch in epochs)
            text.AppendJoin(',', Columns.Select(column => column.Value(epoch).ToString(CultureInfo.InvariantCulture))).Append('\n');
        return text.ToString();
    }
}
