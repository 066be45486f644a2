using Ctre.Data;
using Ctre.Layers;
using Ctre.Optimization;

namespace Ctre.Training;

/// <summary>
/// All that determines how a run continues: a run that is resumed from here ends with the same bits as one that was never interrupted. It
/// shares the run's arrays, so it must be saved before the run continues.
/// </summary>
public sealed class Checkpoint
{
    internal Checkpoint(
        Recipe recipe, DataIdentity data, TrainingState state, Network network, OptimizerState optimizer,
        IReadOnlyList<double> methodState, bool isSettled)
    {
        Recipe = recipe;
        Data = data;
        State = state;
        Network = network;
        Optimizer = optimizer;
        MethodState = methodState;
        IsSettled = isSettled;
    }

    /// <summary>The recipe of the run.</summary>
    public Recipe Recipe { get; }

    /// <summary>The current epoch, from 1.</summary>
    public int Epoch => State.Epoch;

    /// <summary>Training rows of this epoch that are done.</summary>
    public int RowsDone => State.Row;

    /// <summary>The epoch that is the best so far; null before there is one.</summary>
    public int? BestEpoch => State.BestReport?.Epoch;

    /// <summary>The reports of the epochs that are over, as <see cref="TrainingResult.Epochs"/> has them.</summary>
    public IReadOnlyList<EpochReport> Reports => State.History.Reports;

    /// <summary>The data that the run was begun with.</summary>
    internal DataIdentity Data { get; }

    internal TrainingState State { get; }

    /// <summary>The network as it is now; of no use before the run has begun.</summary>
    internal Network Network { get; }

    internal OptimizerState Optimizer { get; }

    /// <summary>The state of the growth method.</summary>
    internal IReadOnlyList<double> MethodState { get; }

    /// <summary>Whether the network has the number of connections that the recipe asks for.</summary>
    internal bool IsSettled { get; }

    /// <summary>Makes sure that a run is resumed with the rows and the recipe that it was begun with, but for the learning rate.</summary>
    /// <param name="split">The rows.</param>
    /// <param name="recipe">The recipe, with all defaults filled in.</param>
    /// <exception cref="InputException">They are others; the message says what is different.</exception>
    internal void RequireSame(DataSplit split, Recipe recipe)
    {
        if (recipe.DifferenceFrom(Recipe with { LearningRate = recipe.LearningRate }) is { } difference)
            throw new InputException($"the run was begun with another recipe: {difference}.");
        Data.RequireSame(split.Identity);
        int rows = split.Training.Count;
        if (State.Row > rows || (State.Row < rows && State.Row % recipe.BatchSize != 0))
        {
            throw new InputException(
                $"the checkpoint is damaged: {State.Row} of {rows} rows of its epoch are done, which is no whole batch.");
        }
    }
}
