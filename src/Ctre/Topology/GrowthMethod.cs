using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>
/// How a method changes the topology while it trains: after an epoch it proposes, for each layer, which connections to drop and which to
/// grow. It never changes anything itself: the trainer carries out its plans, and carries the optimizer's state along. One object serves
/// one training run.
/// </summary>
public abstract class GrowthMethod
{
    /// <summary>
    /// What the next plans need to know of the network besides its weights; read after <see cref="Observe"/>, once per epoch. Default
    /// nothing. A method keeps these objects, and asks them in <see cref="Plan"/>.
    /// </summary>
    public virtual IReadOnlyList<TopologySignal> Signals => [];

    /// <summary>The weight of grown connections where the method prescribes it; null (the default) for the recipe's.</summary>
    public virtual GrowInitKind? GrowInit => null;

    /// <summary>
    /// Whether a position that was just dropped may be grown again at once (the default); if not, no more can grow than are absent.
    /// </summary>
    public virtual bool DroppedMayReturn => true;

    /// <summary>Whether the topology ever changes. Default true.</summary>
    public virtual bool Rewires => true;

    /// <summary>
    /// Whether the number of connections changes, from a start of the method's own to the recipe's; the best epoch is then one of those
    /// after the last change. Default false.
    /// </summary>
    public virtual bool ChangesCount => false;

    /// <summary>The share of a run after which the topology is fixed at the latest, in [0, 1], whatever a recipe says. Default 1.</summary>
    public virtual double LatestUpdate => 1;

    /// <summary>
    /// Bytes that a plan takes per connection of a layer while it is made, for estimates of memory, besides those of what is dropped and
    /// grown: 1 for a mark of each, 8 (the default) for its position.
    /// </summary>
    public virtual double PlanningBytes => 8;

    /// <summary>Whether connections are grown; if not, they are only dropped.</summary>
    internal virtual bool Grows => true;

    /// <summary>The connections of a layer when a share of all updates is over; only methods that change the number need say so.</summary>
    /// <param name="places">Positions of the layer.</param>
    /// <param name="target">The connections that the recipe asks for.</param>
    /// <param name="progress">The share, in [0, 1].</param>
    internal virtual double Connections(double places, double target, double progress) => target;

    /// <summary>
    /// Learns the validation accuracy (balanced if classes are weighted so), in [0, 1], of the epoch that just ended, before plans are
    /// made.
    /// </summary>
    /// <param name="validationScore">The accuracy.</param>
    public virtual void Observe(double validationScore) { }

    /// <summary>The numbers that it keeps from epoch to epoch, finite or negative infinity, saved in checkpoints. Default none.</summary>
    public virtual IReadOnlyList<double> State => [];

    /// <summary>Restores what <see cref="State"/> was when a run was saved; empty before the first epoch is over.</summary>
    /// <param name="state">The numbers.</param>
    /// <exception cref="InputException">These are not its numbers.</exception>
    public virtual void Restore(IReadOnlyList<double> state)
    {
        if (state.Count > 0) throw new InputException("the checkpoint holds a state that this method does not have.");
    }

    /// <summary>How many connections each layer drops and grows; by default trunc(ζ · connections) of both.</summary>
    /// <param name="round">The network, and how far the run is.</param>
    public virtual DropGrowCounts[] Counts(RewireRound round) => [.. round.Network.Layers.Select(layer =>
    {
        Connections connections = layer.Connections;
        long room = connections.Absent == 0 || !DroppedMayReturn ? connections.Absent : connections.Places;
        int count = (int)Math.Min(round.DropFraction * connections.Count, room);
        return new DropGrowCounts(count, count);
    })];

    /// <summary>Proposes the rewiring of one layer: a pure function of what it is given and of the method's signals.</summary>
    /// <param name="context">The layer, and how many connections to drop and grow.</param>
    public abstract RewirePlan Plan(RewireContext context);
}

/// <summary>How many connections of a layer are dropped and grown.</summary>
/// <param name="Drop">Connections to drop, 0 or more.</param>
/// <param name="Grow">Connections to grow, 0 or more.</param>
public readonly record struct DropGrowCounts(int Drop, int Grow);

/// <summary>What a method may look at when it decides how many connections each layer drops and grows.</summary>
/// <param name="Network">The network.</param>
/// <param name="DropFraction">ζ of this round, in [0, 1].</param>
/// <param name="Progress">The share of all updates of the run that this round completes, in [0, 1].</param>
public sealed record RewireRound(Network Network, double DropFraction, double Progress = 1)
{
    /// <summary>The number of connections that a recipe requests of each layer.</summary>
    /// <param name="recipe">The recipe.</param>
    public int[] TargetCounts(Recipe recipe) =>
        ConnectionBudget.Counts([Network.Inputs, .. Network.Layers.Select(layer => layer.Outputs)], recipe);
}

/// <summary>What a method may look at when it plans the rewiring of one layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Index">The layer's number, from 0.</param>
/// <param name="Counts">How many connections to drop and grow.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Round">The epoch that just ended, from 1; negative for a round before the first epoch.</param>
/// <param name="Cancel">Stops what takes long.</param>
public sealed record RewireContext(
    SparseLayer Layer, int Index, DropGrowCounts Counts, long Seed, int Round, CancellationToken Cancel = default)
{
    /// <summary>The layer's connections.</summary>
    public Connections Connections => Layer.Connections;

    /// <summary>The workers; one alone by default.</summary>
    internal WorkerTeam Team { get; init; } = new(1);

    /// <summary>A uniform random number in (0, 1): a pure function of seed, layer, round and <paramref name="counter"/>.</summary>
    /// <param name="counter">Any number, such as a position: another number, an independent draw.</param>
    public double Uniform(long counter) =>
        ((Rng.Hash(Rng.Key(Seed, RandomPurpose.GrowPositions, Index, Round), (ulong)counter) >> 11) + 0.5) / (1UL << 53);
}
