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
        Recipe recipe, TrainingState state, Network network, OptimizerState optimizer, IReadOnlyList<double> methodState, bool isSettled)
    {
        Recipe = recipe;
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

    /// <summary>One report per epoch that is over.</summary>
    public IReadOnlyList<EpochReport> Reports => State.Reports;

    internal TrainingState State { get; }

    /// <summary>The network as it is now; of no use before the run has begun.</summary>
    internal Network Network { get; }

    internal OptimizerState Optimizer { get; }

    /// <summary>The state of the growth method.</summary>
    internal IReadOnlyList<double> MethodState { get; }

    /// <summary>Whether the network has the number of connections that the recipe asks for.</summary>
    internal bool IsSettled { get; }
}
