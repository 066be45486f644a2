using Ctre.Analysis;
using Ctre.Topology;

namespace Ctre.Cli.Comparison;

/// <summary>
/// Estimates how long runs take: as long as finished ones of the same method on the same data; where there are none, by the number of
/// operations, at the speed of the finished runs.
/// </summary>
internal sealed class DurationEstimator
{
    // A dense product does its operations some ten times faster than connections that are scattered; and each neuron costs, per row, as
    // much as some hundreds of operations more.
    private const double DenseAdvantage = 10, NeuronCost = 100;

    private readonly Dictionary<(string Data, string Method), (double Seconds, int Runs)> seen = [];
    private double secondsOfAll, workOfAll;

    /// <summary>Takes in how long a run took.</summary>
    public void Learn(PlannedRun cell, double seconds)
    {
        (double sum, int runs) = seen.GetValueOrDefault((cell.Data.Name, cell.Recipe.Method));
        seen[(cell.Data.Name, cell.Recipe.Method)] = (sum + seconds, runs + 1);
        secondsOfAll += seconds;
        workOfAll += Work(cell);
    }

    /// <summary>The estimated seconds of a run; null while nothing is known.</summary>
    public double? Seconds(PlannedRun cell) => seen.TryGetValue((cell.Data.Name, cell.Recipe.Method), out (double Seconds, int Runs) like)
        ? like.Seconds / like.Runs
        : workOfAll > 0 ? Work(cell) * secondsOfAll / workOfAll : null;

    private static double Work(PlannedRun cell)
    {
        Recipe recipe = cell.Recipe;
        int[] sizes = [cell.Data.Shape.Features, .. recipe.Hidden, cell.Data.Shape.Classes];
        IReadOnlyList<double> dense = Cost.DenseConnections(sizes);
        double neurons = sizes.Sum(), share = ConnectionBudget.Requested(sizes, recipe).Network;
        double perRow = Methods.IsDense(recipe.Method)
            ? Cost.TrainingFlops(sizes, dense) / DenseAdvantage
            : share * Cost.TrainingFlops(sizes, dense) + neurons * NeuronCost;
        return (double)recipe.Epochs * cell.Data.Rows * perRow;
    }
}
