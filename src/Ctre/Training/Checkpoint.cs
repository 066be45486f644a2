using Ctre.Layers;
using Ctre.Optimization;

namespace Ctre.Training;

/// <summary>
/// All that decides how a run goes on: a run that is continued from here ends with the same bits as one that was never interrupted.
/// It looks at the run's own arrays, so it is to be saved before the run goes on.
/// </summary>
public sealed class Checkpoint
{
    internal Checkpoint(Recipe recipe, TrainingState state, Network network, OptimizerState optimizer, IReadOnlyList<double> policy, bool isSettled)
    {
        Recipe = recipe;
        State = state;
        Network = network;
        Optimizer = optimizer;
        Policy = policy;
        IsSettled = isSettled;
    }

    /// <summary>The recipe of the run.</summary>
    public Recipe Recipe { get; }

    /// <summary>The epoch at hand, from 1.</summary>
    public int Epoch => State.Epoch;

    /// <summary>Training rows of this epoch that are done.</summary>
    public int RowsDone => State.Row;

    /// <summary>One report per epoch that is over.</summary>
    public IReadOnlyList<EpochReport> Reports => State.Reports;

    internal TrainingState State { get; }

    /// <summary>The network as it is now; of no use before the run has begun.</summary>
    internal Network Network { get; }

    internal OptimizerState Optimizer { get; }

    /// <summary>The numbers that the topology policy remembers.</summary>
    internal IReadOnlyList<double> Policy { get; }

    /// <summary>Whether the network has the number of connections that the recipe asks for.</summary>
    internal bool IsSettled { get; }
}
