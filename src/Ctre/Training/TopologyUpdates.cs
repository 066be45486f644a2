using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Optimization;
using Ctre.Sparse;
using Ctre.Topology;
using Ctre.Topology.Papers;

namespace Ctre.Training;

/// <summary>
/// The topology's side of training: when the policy is asked, what it may look at, and how its plans are carried out, with
/// the optimizer's state carried along.
/// </summary>
internal sealed class TopologyUpdates(
    Recipe recipe, Network network, DataSlice training, Scaler scaler, Workspace workspace, InputBatch batch, Optimizer optimizer)
{
    private readonly GrowthMethod policy = Methods.Find(recipe.Method)!.Policy(recipe);
    private readonly float[]? classWeights = ClassWeights.Of(recipe.ClassWeight, training);
    private Similarity? similarity;
    private GradientRows? gradient;
    private TopologySample? sample;
    private int? lastUpdate;

    /// <summary>Whether the network has the number of connections that the recipe asks for: always, but for gradual pruning.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>The last epoch after which the topology may change.</summary>
    private double End => recipe.Epochs * (policy.ChangesCount ? Math.Min(recipe.UpdateUntil, GradualPruning.LatestEnd) : recipe.UpdateUntil);

    private int LastUpdate => lastUpdate ??= Math.Min((int)End, recipe.Epochs - 1) / recipe.UpdateEvery * recipe.UpdateEvery;

    /// <summary>
    /// Rewires the silent network before it learns, with weights and ζ as in the paper, so that only the data's own
    /// correlations speak; then draws the weights that will learn. For methods that grow by similarity. A run too short to prune
    /// gradually is pruned here.
    /// </summary>
    /// <param name="cancel">Stops the rounds; the network is then of no use.</param>
    public void BeforeTraining(CancellationToken cancel)
    {
        IsSettled = !policy.ChangesCount;
        if (!IsSettled && LastUpdate == 0) Rewire(-1, 0, 1, GrowInitKind.Zero, cancel);
        if (!policy.UsesSimilarity || recipe.WiringRounds == 0) return;
        Recipe paper = Recipe.CtrePaper;
        Redraw(paper.WeightInit);
        for (int round = 1; round <= recipe.WiringRounds; round++) Rewire(-round, paper.Zeta, 0, paper.GrowInit, cancel);
        Redraw(recipe.WeightInit);
    }

    /// <summary>The numbers that the policy remembers, as they were before the epoch at hand was over.</summary>
    public IReadOnlyList<double> PolicyState { get; private set; } = [];

    /// <summary>Goes on where a run was saved.</summary>
    public void Restore(IReadOnlyList<double> policyState, bool isSettled)
    {
        policy.Restore(policyState);
        (PolicyState, IsSettled) = (policyState, isSettled);
    }

    /// <summary>Whether a step's gradient goes into an average, which lives until the epoch's end.</summary>
    public bool Averages(int epoch, int stepsLeft) => stepsLeft < StepsToAverage && IsDue(epoch);

    private int StepsToAverage => Math.Min(policy.AveragedSteps, (training.Count + recipe.BatchSize - 1) / recipe.BatchSize);

    /// <summary>Lets a policy that averages gradients watch the last steps before a rewiring.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="stepsLeft">Steps of the epoch that follow the one at hand.</param>
    public void BeforeStep(int epoch, int stepsLeft)
    {
        if (policy.AveragedSteps == 0) return;
        int steps = StepsToAverage, columns = NeuronRows.Pad(workspace.BatchCapacity);
        if (Averages(epoch, stepsLeft))
        {
            gradient ??= new GradientRows(workspace, steps * columns);
            gradient.Record((steps - 1 - stepsLeft) * columns, columns, (float)Snfs.Weight(stepsLeft));
        }
        else
        {
            gradient?.Pause();
        }
    }

    /// <summary>Lets the policy learn the validation score and, when it is time, rewires all layers.</summary>
    /// <param name="epoch">The epoch that just ended, from 1.</param>
    /// <param name="validationScore">What the best epoch is chosen by.</param>
    /// <param name="cancel">Stops the planning; network and policy are then as they were.</param>
    /// <returns>ζ, 0 if nothing was rewired, and the number of new connections of each layer.</returns>
    public (double Zeta, int[] Replaced) AfterEpoch(int epoch, double validationScore, CancellationToken cancel)
    {
        policy.Observe(validationScore);
        bool due = IsDue(epoch);
        double zeta = due ? Schedule.At(recipe.ZetaSchedule, recipe.Zeta, epoch / End) : 0;
        bool changes = due && (zeta > 0 || policy.ChangesCount);
        // What was averaged is gone when the run stops.
        if (policy.AveragedSteps > 0) cancel = CancellationToken.None;
        int[] replaced = changes ? Rewire(epoch, zeta, (double)epoch / LastUpdate, recipe.GrowInit, cancel) : new int[network.Layers.Count];
        PolicyState = policy.State;
        return (zeta, replaced);
    }

    private bool IsDue(int epoch) => epoch <= LastUpdate && epoch % recipe.UpdateEvery == 0;

    private int[] Rewire(int round, double zeta, double progress, GrowInitKind growInit, CancellationToken cancel)
    {
        Observe(round, cancel);
        DropGrowCounts[] turnovers = policy.Turnovers(new RewireRound(network, zeta, progress, gradient));
        var plans = new RewirePlan?[network.Layers.Count];
        for (int l = 0; l < plans.Length; l++)
        {
            if (turnovers[l] == default) continue;
            cancel.ThrowIfCancellationRequested();
            plans[l] = policy.Plan(new RewireContext(
                network.Layers[l], l, turnovers[l], recipe.Seed, round, similarity, gradient, workspace.Team, cancel));
            ReturnMemory(network.Layers[l]);
        }

        // Nobody stops it from here on: all layers change, or none does.
        var replaced = new int[plans.Length];
        for (int l = 0; l < plans.Length; l++)
        {
            if (plans[l] is not { IsEmpty: false } plan) continue;
            SparseLayer layer = network.Layers[l];
            Connections before = layer.Connections;
            GrowInitKind init = policy.GrowsAtZero ? GrowInitKind.Zero : growInit;
            SlotMap map = layer.Rewire(plan, WeightInit.Grown(layer.Connections, init, recipe.Seed, l, round));
            optimizer.Carry(l, before, map);
            replaced[l] = map.Grown;
            plans[l] = null;
            ReturnMemory(layer);
        }

        IsSettled |= progress >= 1;
        return replaced;
    }

    /// <summary>
    /// Planning and carrying out the rewiring of millions of connections leaves garbage as large as the network, and no collector
    /// hurries on a machine with room.
    /// </summary>
    private static void ReturnMemory(SparseLayer layer)
    {
        if (layer.Connections.Count > 1 << 20) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }

    /// <summary>Lets the network run over sampled rows, for what the policy wants to know.</summary>
    private void Observe(int round, CancellationToken cancel)
    {
        if (policy.UsesSimilarity)
        {
            sample ??= Sample();
            similarity ??= new Similarity(workspace, batch, sample.Count, recipe.Similarity, sample.IsPart);
            similarity.Update(
                training.Data, sample.Draw(recipe.Seed, round), Rng.Key(recipe.Seed, RandomPurpose.SimilaritySearch, step: round),
                sample.Chosen, sample.ChosenWeight, cancel);
        }

        if (policy.UsesGradient && policy.AveragedSteps == 0)
        {
            sample ??= Sample();
            gradient ??= new GradientRows(workspace, sample.Count, classWeights);
            gradient.Update(training.Data, batch, sample.Draw(recipe.Seed, round), cancel);
        }

        if (policy.UsesGradient && gradient is { IsFinite: false })
            throw new DivergedException($"epoch {round}", "a gradient is not a finite number", recipe.LearningRate);
    }

    /// <summary>The rows to look at; where neurons are compared on a sample, those are among them that tell what others cannot.</summary>
    private TopologySample Sample()
    {
        int? count = recipe.SimilarityRows;
        if (recipe.Similarity != SimilarityKind.Auto || count is not { } wanted) return new TopologySample(training, count);
        count = Similarity.RowsThatFit(wanted, Enumerable.Range(0, workspace.NeuronLayers).Sum(level => (long)workspace.Neurons(level)));
        return policy.UsesSimilarity ? new TopologySample(training, count, scaler, workspace.Team) : new TopologySample(training, count);
    }

    private void Redraw(WeightInitKind kind)
    {
        for (int l = 0; l < network.Layers.Count; l++) WeightInit.Redraw(network.Layers[l], kind, recipe.Seed, l);
    }
}
