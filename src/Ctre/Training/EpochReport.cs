namespace Ctre.Training;

/// <summary>What happened in one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">Mean cross-entropy of the training rows as they were trained on; weighted if the recipe weighs classes.</param>
/// <param name="TrainingAccuracy">Accuracy on the training rows as they were trained on, in [0, 1].</param>
/// <param name="ValidationAccuracy">Accuracy on the validation rows at the end of the epoch, in [0, 1].</param>
/// <param name="ValidationBalancedAccuracy">Mean recall over the classes that have validation rows, in [0, 1].</param>
/// <param name="ValidationMacroF1">Mean F1 over the same classes, in [0, 1].</param>
/// <param name="ValidationLoss">Mean cross-entropy on the validation rows.</param>
/// <param name="TestAccuracy">Accuracy on the test rows at the end of the epoch; never used for a decision.</param>
/// <param name="TestLoss">Mean cross-entropy on the test rows.</param>
/// <param name="LearningRate">Learning rate at the beginning of the epoch.</param>
/// <param name="DropFraction">ζ of the rewiring after this epoch; 0 if there was none.</param>
/// <param name="Connections">Connections of each layer while the epoch was trained and evaluated, before the rewiring after it.</param>
/// <param name="Replaced">Connections of each layer that were replaced by new ones after this epoch.</param>
/// <param name="TrainingSeconds">Seconds spent in training steps.</param>
/// <param name="EvaluationSeconds">Seconds spent in evaluation.</param>
/// <param name="TopologySeconds">Seconds spent in similarity, planning and rewiring; in the first epoch also in wiring rounds.</param>
/// <param name="SamplesPerSecond">Training rows per second of training steps.</param>
public sealed record EpochReport(
    int Epoch,
    double Loss,
    double TrainingAccuracy,
    double ValidationAccuracy,
    double ValidationBalancedAccuracy,
    double ValidationMacroF1,
    double ValidationLoss,
    double TestAccuracy,
    double TestLoss,
    double LearningRate,
    double DropFraction,
    IReadOnlyList<int> Connections,
    IReadOnlyList<int> Replaced,
    double TrainingSeconds,
    double EvaluationSeconds,
    double TopologySeconds,
    double SamplesPerSecond);
