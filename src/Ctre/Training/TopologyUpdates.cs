using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Sparse;
using Ctre.Topology;

namespace Ctre.Training;

/// <summary>
/// The updates of the topology during training: when the growth method is called, what it may look at, and how its plans are carried out,
/// with the optimizer's state carried along.
/// </summary>
internal sealed class TopologyUpdates(
    GrowthMethod method, Network network, TopologyView view, NetworkOptimizer optimizer, Garbage garbage)
{
    private readonly Recipe recipe = view.Recipe;
    private IReadOnlyList<TopologySignal> signals = method.Signals;
    private int? lastUpdate;

    /// <summary>
    /// Whether the network has the number of connections that the recipe requests: always, unless a method changes the number.
    /// </summary>
    public bool IsSettled { get; private set; }

    /// <summary>The state of the method, as it was before the current epoch was over.</summary>
    public IReadOnlyList<double> MethodState { get; private set; } = [];

    /// <summary>The last epoch after which the topology may change.</summary>
    private double End => EndOf(recipe, method);

    private int LastUpdate => lastUpdate ??= LastUpdateOf(recipe, method);

    /// <summary>The epochs, also a part of one, in which a method may change the topology.</summary>
    public static double EndOf(Recipe recipe, GrowthMethod method) => recipe.Epochs * Math.Min(recipe.UpdateUntil, method.LatestUpdate);

    /// <summary>The last epoch after which it does; 0 if there is none.</summary>
    public static int LastUpdateOf(Recipe recipe, GrowthMethod method) =>
        Math.Min((int)EndOf(recipe, method), recipe.Epochs - 1) / recipe.UpdateEvery * recipe.UpdateEvery;

    /// <summary>
    /// Rewires the untrained network before the first epoch, with weights and ζ as in the paper, so that only correlations of the data
    /// count; then draws the initial weights anew. For methods that grow by similarity. A run too short to prune gradually is pruned here.
    /// </summary>
    /// <param name="cancel">Stops the rounds; the network is then of no use.</param>
    public void BeforeTraining(CancellationToken cancel)
    {
        IsSettled = !method.ChangesCount;
        if (!IsSettled && LastUpdate == 0) Rewire(-1, 0, 1, GrowInitKind.Zero, cancel);
        if (!signals.OfType<Similarity>().Any() || recipe.WiringRounds == 0) return;
        Recipe paper = Recipe.CtrePaper;
        Redraw(paper.WeightInit);
        for (int round = 1; round <= recipe.WiringRounds; round++) Rewire(-round, paper.Zeta, 0, paper.GrowInit, cancel);
        Redraw(recipe.WeightInit);
    }

    /// <summary>Continues where a run was saved.</summary>
    public void Restore(IReadOnlyList<double> methodState, bool isSettled)
    {
        method.Restore(methodState);
        (MethodState, IsSettled, signals) = (methodState, isSettled, method.Signals);
    }

    /// <summary>Whether a signal records a step; what it recorded lives until the epoch's end.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="stepsLeft">Steps of the epoch that follow this one.</param>
    public bool Records(int epoch, int stepsLeft)
    {
        if (!IsDue(epoch)) return false;
        for (int i = 0; i < signals.Count; i++)
            if (signals[i].Records(view, stepsLeft)) return true;
        return false;
    }

    /// <summary>What signals record a step with, as the training pass of a <see cref="Workspace"/> calls it; null if none does.</summary>
    public Action<int, MicroBatch>? Recorder(int epoch, int stepsLeft)
    {
        if (!IsDue(epoch)) return null;
        Action<int, MicroBatch>? recorder = null;
        for (int i = 0; i < signals.Count; i++) recorder += signals[i].Recorder(view, stepsLeft);
        return recorder;
    }

    /// <summary>Lets the method learn the validation score and, when it is time, rewires all layers.</summary>
    /// <param name="epoch">The epoch that just ended, from 1.</param>
    /// <param name="validationScore">What the best epoch is chosen by.</param>
    /// <param name="cancel">Stops the planning; network and method are then as they were.</param>
    /// <returns>ζ, 0 if nothing was rewired, and the number of new connections of each layer.</returns>
    public (double Zeta, int[] Replaced) AfterEpoch(int epoch, double validationScore, CancellationToken cancel)
    {
        method.Observe(validationScore);
        signals = method.Signals;
        bool due = IsDue(epoch);
        double zeta = due ? Schedule.At(recipe.ZetaSchedule, recipe.Zeta, epoch / End) : 0;
        bool changes = due && (zeta > 0 || method.ChangesCount);
        // What was recorded is lost when the run stops.
        if (Records(epoch, stepsLeft: 0)) cancel = CancellationToken.None;
        int[] replaced = changes
            ? Rewire(epoch, zeta, (double)epoch / LastUpdate, recipe.GrowInit, cancel)
            : new int[network.Layers.Count];
        MethodState = method.State;
        return (zeta, replaced);
    }

    private bool IsDue(int epoch) => epoch <= LastUpdate && epoch % recipe.UpdateEvery == 0;

    private int[] Rewire(int round, double zeta, double progress, GrowInitKind growInit, CancellationToken cancel)
    {
        try
        {
            return CarryOut(Plan(round, zeta, progress, cancel), method.GrowInit ?? growInit, round, progress);
        }
        catch (NotFiniteNumberException exception)
        {
            throw DivergedException.InGrowth(Math.Max(0, round), exception.Message, recipe.LearningRate);
        }
    }

    /// <summary>The plans of all layers; null where nothing changes.</summary>
    private RewirePlan?[] Plan(int round, double zeta, double progress, CancellationToken cancel)
    {
        foreach (TopologySignal signal in signals) signal.Compute(view, round, cancel);
        DropGrowCounts[] counts = method.Counts(new RewireRound(network, zeta, progress));
        var plans = new RewirePlan?[network.Layers.Count];
        for (int l = 0; l < plans.Length; l++)
        {
            if (counts[l] == default) continue;
            cancel.ThrowIfCancellationRequested();
            plans[l] = method.Plan(
                new RewireContext(network.Layers[l], l, counts[l], recipe.Seed, round, cancel) { Team = view.Workspace.Team });
            garbage.Collect();
        }

        return plans;
    }

    /// <summary>The one place where plans are carried out. Nothing stops it: all layers change, or none does.</summary>
    private int[] CarryOut(RewirePlan?[] plans, GrowInitKind growInit, int round, double progress)
    {
        var replaced = new int[plans.Length];
        for (int l = 0; l < plans.Length; l++)
        {
            if (plans[l] is not { IsEmpty: false } plan) continue;
            SparseLayer layer = network.Layers[l];
            Connections before = layer.Connections;
            SlotMap map = layer.Rewire(plan, WeightInit.Grown(layer.Connections, growInit, recipe.Seed, l, round));
            optimizer.Carry(l, before, map);
            replaced[l] = map.Grown;
            plans[l] = null;
            garbage.Collect();
        }

        IsSettled |= progress >= 1;
        return replaced;
    }

    private void Redraw(WeightInitKind kind)
    {
        for (int l = 0; l < network.Layers.Count; l++) WeightInit.Redraw(network.Layers[l], kind, recipe.Seed, l);
    }
}
