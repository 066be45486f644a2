using Ctre.Data;
using Ctre.Layers;

namespace Ctre.Training;

/// <summary>The result of a training run.</summary>
/// <param name="BestNetwork">The network of the best validation epoch.</param>
/// <param name="LastNetwork">The network as it was when training ended.</param>
/// <param name="Preprocessing">Categories, medians and scale, fitted on the training rows.</param>
/// <param name="ClassNames">The classes.</param>
/// <param name="DatasetName">The name of the data set.</param>
/// <param name="Label">The label column of its table; null if it was no table.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="Epochs">
/// The reports of the epochs: of each one up to 4,096 (fewer in networks of hundreds of layers); of a longer run of every second, then of
/// every fourth epoch and so on, and of the last. <see cref="Runs.TrainingOptions.Progress"/> receives all of them.
/// </param>
/// <param name="Totals">What is summed over all epochs.</param>
/// <param name="Best">
/// The report of the epoch with the highest validation accuracy, balanced if classes are weighted so; of several the one with the lowest
/// validation loss, of equals the first.
/// </param>
/// <param name="Test">The test rows under <paramref name="BestNetwork"/>.</param>
/// <param name="WasCancelled">Whether training was stopped before its last epoch.</param>
public sealed record TrainingResult(
    Network BestNetwork,
    Network LastNetwork,
    Preprocessing Preprocessing,
    IReadOnlyList<string> ClassNames,
    string DatasetName,
    LabelColumn? Label,
    Recipe Recipe,
    IReadOnlyList<EpochReport> Epochs,
    RunTotals Totals,
    EpochReport Best,
    Evaluation Test,
    bool WasCancelled = false)
{
    /// <summary>
    /// Rows that <see cref="BestNetwork"/> was trained on once more, training and validation rows together (<see cref="Recipe.Refit"/>);
    /// null if it was not.
    /// </summary>
    public int? RefitRows { get; init; }

    /// <summary>Where the rows come from.</summary>
    internal TrainedRows? Rows { get; init; }
}
