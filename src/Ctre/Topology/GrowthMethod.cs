using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Topology.Papers;

namespace Ctre.Topology;

/// <summary>
/// How a method changes the topology while it trains: after an epoch it proposes, for each layer, what leaves and what comes.
/// It never changes anything itself; <see cref="SparseLayer.Rewire"/> does.
/// </summary>
internal abstract class GrowthMethod
{
    /// <summary>Whether the next plan needs the cosine similarity of activations.</summary>
    public virtual bool UsesSimilarity => false;

    /// <summary>Whether the next plan needs the dense gradient's factors.</summary>
    public virtual bool UsesGradient => false;

    /// <summary>Over how many of an epoch's last steps that gradient is averaged; 0 for the gradient of now over a sample of rows.</summary>
    public virtual int AveragedSteps => 0;

    /// <summary>Whether what grows starts at 0, whatever the recipe says: part of the method.</summary>
    public virtual bool GrowsAtZero => false;

    /// <summary>Whether a place that was just dropped may be grown again at once; if not, no more can come than places are absent.</summary>
    public virtual bool DroppedMayReturn => true;

    /// <summary>
    /// Whether the number of connections changes, from a start of the method's own to the recipe's; such a method is asked
    /// until <see cref="GradualPruning.LatestEnd"/> of the run.
    /// </summary>
    public virtual bool ChangesCount => false;

    /// <summary>Learns the validation accuracy (balanced if classes are weighted so) of the epoch that just ended, before it is asked for plans.</summary>
    public virtual void Observe(double validationScore) { }

    /// <summary>The numbers that it remembers from epoch to epoch; most policies remember nothing.</summary>
    public virtual IReadOnlyList<double> State => [];

    /// <summary>Remembers what <see cref="State"/> was.</summary>
    /// <exception cref="InputException">These are not its numbers.</exception>
    public virtual void Restore(IReadOnlyList<double> state)
    {
        if (state.Count > 0) throw new InputException("the checkpoint remembers what this method does not know.");
    }

    /// <summary>How many connections leave and come in each layer; trunc(ζ · connections) of both, unless a method has its own mind.</summary>
    public virtual DropGrowCounts[] Turnovers(RewireRound round) => [.. round.Network.Layers.Select(layer =>
    {
        long room = layer.Connections.Absent == 0 || !DroppedMayReturn ? layer.Connections.Absent : layer.Connections.Places;
        int count = (int)Math.Min(round.DropFraction * layer.Connections.Count, room);
        return new DropGrowCounts(count, count);
    })];

    /// <summary>Proposes the rewiring of one layer.</summary>
    public abstract RewirePlan Plan(RewireContext context);
}

/// <summary>How many connections of a layer leave and come.</summary>
internal readonly record struct DropGrowCounts(int Drop, int Grow);

/// <summary>What a policy may look at when it shares out one rewiring of the network.</summary>
/// <param name="Network">The network.</param>
/// <param name="DropFraction">ζ of this round, in [0, 1].</param>
/// <param name="Progress">The share of all updates of the run that this round completes, in [0, 1].</param>
/// <param name="Gradient">The dense gradient's factors, if the policy asked for them.</param>
internal sealed record RewireRound(Network Network, double DropFraction, double Progress = 1, GradientRows? Gradient = null)
{
    /// <summary>The number of connections that a recipe gives each layer.</summary>
    public int[] TargetCounts(Recipe recipe) =>
        ConnectionBudget.Counts([Network.Inputs, .. Network.Layers.Select(layer => layer.Outputs)], recipe);
}

/// <summary>What a policy may look at when it plans the rewiring of one layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Index">The layer's number, from 0.</param>
/// <param name="Counts">How many connections to drop and to grow.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Round">The epoch that just ended, from 1; negative for a round before the first epoch.</param>
/// <param name="Similarity">Activations to compare, if the policy asked for them.</param>
/// <param name="Gradient">The dense gradient's factors, if the policy asked for them.</param>
/// <param name="Team">The workers.</param>
/// <param name="Cancel">Stops what takes long.</param>
internal sealed record RewireContext(
    SparseLayer Layer, int Index, DropGrowCounts Counts, long Seed, int Round, Similarity? Similarity, GradientRows? Gradient,
    WorkerTeam Team, CancellationToken Cancel = default)
{
    /// <summary>k, the number of connections to replace, by methods that keep it.</summary>
    public int Replacements => Counts.Drop;
}
