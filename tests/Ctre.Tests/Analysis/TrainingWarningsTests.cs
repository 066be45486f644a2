using Ctre.Analysis;
using Ctre.Data;
using Ctre.Optimization;
using Ctre.Runs;

namespace Ctre.Tests.Analysis;

/// <summary>What is doubtful is said in a line, and nothing of a healthy run.</summary>
public sealed class TrainingWarningsTests
{
    private static readonly Recipe Healthy =
        new() { Hidden = [30, 20], Epsilon = 4, Epochs = 30, BatchSize = 20, LearningRate = 0.05, WiringRounds = 1, Seed = 4 };

    [Theory]
    [InlineData("ctre-sim")]
    [InlineData("set")]
    [InlineData("dense")]
    public void A_healthy_run_has_none(string method) => Assert.Empty(Of(Make.Clusters(1, 900, 9, 3), Healthy with { Method = method }));

    [Fact]
    public void Few_validation_rows_are_told_unless_the_network_was_trained_again()
    {
        Dataset data = Make.Clusters(1, 120, 9, 3);
        Assert.StartsWith(
            "only 10 validation rows chose the best epoch, partly by chance (--refit then trains on all 96 rows; ",
            Assert.Single(Of(data, Healthy)), StringComparison.Ordinal);
        Assert.Empty(Of(data, Healthy with { Refit = true }));
    }

    [Fact]
    public void Features_that_are_constant_or_nearly_so_are_named()
    {
        float[] Values(Func<int, int, float> value) => [.. Enumerable.Range(0, 900 * 9).Select(i => value(i / 9, i % 9))];
        Dataset data = Make.Clusters(1, 900, 9, 3);
        float[] some = Values((row, column) => column is 2 or 4 ? row == 17 && column == 4 ? 5 : 1 : data.Row(row)[column]);
        Dataset Table(float[] values) => new Dataset("table", 9, values, data.Labels.ToArray(), data.ClassNames)
        {
            Label = new LabelColumn(9, null),
        };
        Assert.StartsWith(
            "over 99% of the training rows have the same value in column 3 and column 5: ", Assert.Single(Of(Table(some), Healthy)),
            StringComparison.Ordinal);
        // Borders of images are always black.
        Assert.Empty(Of(new Dataset("images", 9, some, data.Labels.ToArray(), data.ClassNames), Healthy));
        string[] all = [.. Of(Table(Values((_, column) => column)), Healthy)];
        Assert.Contains("all 9 features are constant on the training rows: there is nothing to learn from", all);
        Assert.Contains(all, warning => warning.StartsWith("accuracy is at chance", StringComparison.Ordinal));
    }

    [Fact]
    public void Accuracy_at_chance_is_told()
    {
        string warning = Assert.Single(
            Of(Make.Noise(1, 900, 9, 3), Healthy), one => one.StartsWith("accuracy", StringComparison.Ordinal));
        Assert.Contains("for always guessing the most frequent class", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_died_are_told()
    {
        Assert.Contains(
            Of(Make.Clusters(1, 900, 9, 3), Healthy with { LearningRate = 30, Method = "static" }),
            warning => warning.Contains(" dead: no neuron reacts to the inputs", StringComparison.Ordinal));
        string[] deep = [.. Of(Make.Clusters(1, 900, 9, 3), Healthy with { LearningRate = 30, Hidden = [9, 9, 9, 9, 9, 9, 9, 9] })];
        Assert.Single(deep, warning => warning.Contains(" dead: no neuron", StringComparison.Ordinal));
    }

    [Fact]
    public void A_loss_that_still_falls_asks_for_more_epochs() => Assert.Contains(
        Of(Make.Clusters(1, 900, 9, 3), Healthy with { LearningRate = 0.0003, LearningRateSchedule = ScheduleKind.Constant }),
        warning => warning.EndsWith("the validation loss was still falling: more --epochs may help", StringComparison.Ordinal));

    /// <summary>A third of the labels are wrong, which a large network learns by heart.</summary>
    [Fact]
    public void A_best_epoch_that_is_early_tells_of_overfitting()
    {
        Dataset data = Make.Clusters(1, 600, 30, 2, spread: 2);
        int[] labels = [.. data.Labels.ToArray().Select((label, row) => row % 7 < 2 ? 1 - label : label)];
        Dataset noisy = data.WithLabels(labels, data.ClassNames);
        Recipe recipe = Healthy with { Method = "dense", Hidden = [200], Epochs = 600, LearningRateSchedule = ScheduleKind.Constant };
        Assert.Contains(Of(noisy, recipe), warning => warning.Contains("later ones overfit", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Of(Dataset data, Recipe recipe)
    {
        DataSplit split = DataSplit.Create(data, null, 0.2, 0.1, recipe.Seed);
        return TrainingWarnings.Of(TrainingRun.Begin(split, recipe).Train(), split);
    }
}
