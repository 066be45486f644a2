namespace Ctre.Training;

/// <summary>A number of an epoch's report as files keep it: in a column of <c>metrics.csv</c> and in checkpoints.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Value">The number.</param>
/// <param name="Allowed">What it can be; a report that was read and holds anything else is refused.</param>
internal sealed record EpochColumn(string Name, Func<EpochReport, double> Value, Interval Allowed)
{
    private static readonly Interval Share = new(0, 1);

    /// <summary>Whether the number may be infinite or not a number as well.</summary>
    public bool MayOverflow { get; init; }

    /// <summary>All columns, in the order of <c>metrics.csv</c>.</summary>
    public static IReadOnlyList<EpochColumn> All { get; } =
    [
        new("epoch", e => e.Epoch, new Interval(1, int.MaxValue)),
        new("loss", e => e.Loss, Interval.NotNegative),
        new("training_accuracy", e => e.TrainingAccuracy, Share),
        new("validation_accuracy", e => e.ValidationAccuracy, Share),
        new("validation_balanced_accuracy", e => e.ValidationBalancedAccuracy, Share),
        new("validation_macro_f1", e => e.ValidationMacroF1, Share),
        new("validation_loss", e => e.ValidationLoss, Interval.NotNegative),
        new("test_accuracy", e => e.TestAccuracy, Share),
        // Test rows may lie far outside the training range, and nothing is decided by them.
        new("test_loss", e => e.TestLoss, Interval.NotNegative) { MayOverflow = true },
        new("learning_rate", e => e.LearningRate, Interval.NotNegative),
        new("drop_fraction", e => e.DropFraction, Share),
        new("connections", e => e.Connections.Sum(count => (double)count), Interval.NotNegative),
        new("replaced", e => e.Replaced.Sum(count => (double)count), Interval.NotNegative),
        new("training_seconds", e => e.TrainingSeconds, Interval.NotNegative),
        new("evaluation_seconds", e => e.EvaluationSeconds, Interval.NotNegative),
        new("topology_seconds", e => e.TopologySeconds, Interval.NotNegative),
        // A clock may not see a very short epoch.
        new("samples_per_second", e => e.SamplesPerSecond, Interval.NotNegative) { MayOverflow = true },
    ];

    /// <summary>The report with the numbers of all columns, in their order.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="connections">Connections of each layer.</param>
    /// <param name="replaced">Connections of each layer that were replaced.</param>
    /// <exception cref="InputException">A number cannot be true; the message says which.</exception>
    public static EpochReport Report(ReadOnlySpan<double> values, int[] connections, int[] replaced)
    {
        var report = new EpochReport(
            (int)values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9], values[10],
            connections, replaced, values[13], values[14], values[15], values[16]);
        for (int c = 0; c < All.Count; c++)
        {
            bool isAllowed = All[c].Allowed.Contains(values[c]) || (All[c].MayOverflow && !double.IsFinite(values[c]));
            if (!isAllowed || !All[c].Value(report).Equals(values[c]))
                throw new InputException(FormattableString.Invariant($"the {All[c].Name} of an epoch cannot be {values[c]}."));
        }

        return report;
    }
}
