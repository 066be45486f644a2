using Ctre.Training;

namespace Ctre.Tests.Training;

public sealed class EvaluationTests
{
    // Rows: actual, columns: predicted; no row belongs to class c, one row is predicted as it.
    private static readonly Evaluation Hand = new(lossSum: 5, [3, 1, 0, 2, 3, 1, 0, 0, 0], ["a", "b", "c"]);

    [Fact]
    public void Totals_by_hand()
    {
        Assert.Equal((10, 0.6, 0.5), (Hand.Samples, Hand.Accuracy, Hand.Loss));
        Assert.Equal((1, 2, 1), (Hand.Confusion(0, 1), Hand.Confusion(1, 0), Hand.Confusion(1, 2)));
    }

    [Fact]
    public void The_balanced_accuracy_is_the_mean_recall_of_the_classes_that_occur() =>
        Assert.Equal((3.0 / 4 + 3.0 / 6) / 2, Hand.BalancedAccuracy, 1e-12);

    [Fact]
    public void Classes_by_hand()
    {
        Assert.Equal(new ClassMetrics("a", 3.0 / 5, 3.0 / 4, 6.0 / 9, 4), Hand.PerClass[0]);
        Assert.Equal(2 * 0.6 * 0.75 / 1.35, Hand.PerClass[0].F1, 1e-12);
        Assert.Equal(("b", 3.0 / 4, 3.0 / 6, 6),
            (Hand.PerClass[1].Name, Hand.PerClass[1].Precision, Hand.PerClass[1].Recall, Hand.PerClass[1].Support));
        Assert.Equal(new ClassMetrics("c", 0, 0, 0, 0), Hand.PerClass[2]);
    }

    [Fact]
    public void The_macro_F1_is_over_the_classes_that_occur() =>
        Assert.Equal((2 * 0.6 * 0.75 / 1.35 + 2 * 0.75 * 0.5 / 1.25) / 2, Hand.MacroF1, 1e-12);
}
