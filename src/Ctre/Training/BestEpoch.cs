using Ctre.Losses;

namespace Ctre.Training;

/// <summary>
/// The choice of the best epoch: the highest validation accuracy (balanced, if classes are weighted so); of epochs with the same accuracy
/// the one with the lowest validation loss, of equals the first. Validation parts of small tables have a dozen rows, on which many epochs
/// have the same accuracy: the loss tells them apart.
/// </summary>
internal static class BestEpoch
{
    /// <summary>What epochs are compared by first, in [0, 1]; growth methods observe it as well.</summary>
    public static double Score(Recipe recipe, Evaluation validation) =>
        recipe.ClassWeight == ClassWeightKind.Balanced ? validation.BalancedAccuracy : validation.Accuracy;

    /// <summary>Whether an epoch is better than the best so far.</summary>
    public static bool IsBetter(Recipe recipe, Evaluation validation, EpochReport best)
    {
        double score = Score(recipe, validation);
        double highest = recipe.ClassWeight == ClassWeightKind.Balanced ? best.ValidationBalancedAccuracy : best.ValidationAccuracy;
        return score > highest || (score == highest && validation.Loss < best.ValidationLoss);
    }
}
