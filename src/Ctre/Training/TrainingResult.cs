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
/// <param name="Epochs">One report per epoch.</param>
/// <param name="Best">The report of the first epoch with the highest validation accuracy, balanced if classes are weighted so.</param>
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
    EpochReport Best,
    Evaluation Test,
    bool WasCancelled = false);
