using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Topology;
using Ctre.Training;

namespace Ctre.Analysis;

/// <summary>What lives at the same time in a phase of a run, in bytes.</summary>
/// <param name="Network">The network, and what is kept of other epochs.</param>
/// <param name="Steps">What steps need.</param>
/// <param name="Topology">What the choice and the change of connections need.</param>
internal sealed record RunPhase(double Network, double Steps, double Topology)
{
    /// <summary>All of it.</summary>
    public double Total => Network + Steps + Topology;
}

/// <summary>
/// The phases of a run in which memory may be at its peak: the first network is drawn, steps are trained, connections are planned and
/// replaced. Garbage is collected between them, and between the layers of a rewiring.
/// </summary>
internal sealed class RunPhases
{
    /// <summary>Epochs without a checkpoint in between, which copies what the optimizer remembers.</summary>
    private const int EpochsWithoutCheckpoint = 10;

    /// <summary>Bytes of a <see cref="Growth.Candidate"/>.</summary>
    private const double CandidateBytes = 16;

    /// <summary>Bytes that a replaced connection takes in a plan: its slot and its new place.</summary>
    private const double PlanBytes = 12;

    /// <summary>Bytes of lists of positions, sorted and not, for each connection that grows.</summary>
    private const double GrownBytes = 60;

    /// <summary>The same for each candidate that is looked at again.</summary>
    private const double WantedBytes = 28;

    private readonly RunSize size;
    private readonly Method method;
    private readonly GrowthMethod growth;
    private readonly LayerSize[] start;
    private readonly double[] target;
    private readonly double batch, kept, zeta;
    private readonly int states, copies, updates, roundsBefore;

    /// <summary>Counts rounds, states and copies.</summary>
    /// <param name="size">The sizes of the run.</param>
    /// <param name="method">Its method.</param>
    /// <param name="start">The layers that it starts from.</param>
    /// <param name="target">The connections of each layer that the recipe requests.</param>
    /// <param name="batch">Bytes of the signals of a batch.</param>
    public RunPhases(RunSize size, Method method, LayerSize[] start, double[] target, double batch)
    {
        (this.size, this.method, this.start, this.target, this.batch) = (size, method, start, target, batch);
        Recipe recipe = size.Recipe;
        growth = method.Create(recipe);
        states = Optimizers.Require(recipe.Optimizer).Create(recipe).States;
        int parts = Workspace.MicroBatchesOf(size.Batch);
        copies = Math.Min(parts, Workspace.MaxAccumulators) * (parts > Workspace.MaxAccumulators ? 2 : 1);
        updates = growth.Rewires ? TopologyUpdates.LastUpdateOf(recipe, growth) / recipe.UpdateEvery : 0;
        bool wires = growth.Signals.OfType<Similarity>().Any() && recipe.WiringRounds > 0;
        roundsBefore = wires ? recipe.WiringRounds : growth.ChangesCount && updates == 0 ? 1 : 0;
        double first = updates == 0
            ? 0
            : Schedule.At(recipe.ZetaSchedule, recipe.Zeta, recipe.UpdateEvery / TopologyUpdates.EndOf(recipe, growth));
        zeta = wires ? Math.Max(first, Recipe.CtrePaper.Zeta) : first;
        kept = updates + roundsBefore > 0 ? growth.Signals.Sum(signal => signal.Bytes(size)) : 0;
    }

    /// <summary>Bytes that become garbage in the whole run; there is never more of it.</summary>
    public double Produced => 4 * size.Recipe.Epochs * Layers(1).Sum(layer => layer.Parameters)
        + (updates + roundsBefore) * start.Sum(layer => Planning(layer, layer.Count) + Replacing(layer, layer.Count));

    /// <summary>The phases.</summary>
    public IEnumerable<RunPhase> All()
    {
        yield return new RunPhase(start.Sum(layer => layer.DrawnBytes), 0, Math.Max(method.StartBytes(size), start.Sum(Drawing)));
        LayerSize[] last = Layers(1);
        yield return Training(last);
        if (roundsBefore > 0) yield return Rewiring(start, last, isTrained: growth.Signals.OfType<GradientSignal>().Any());
        if (updates == 0) yield break;
        // Where the number of connections falls, a layer that loses its first ones takes more for each of the others.
        LayerSize[] next = Layers(1.0 / updates);
        yield return Training(start);
        yield return Rewiring(start, next, isTrained: true);
        yield return Training(next);
        yield return Rewiring(next, Layers(Math.Min(1, 2.0 / updates)), isTrained: true);
    }

    private LayerSize[] Layers(double progress) =>
        [.. start.Select((layer, l) => layer with { Count = growth.Connections(layer.Places, target[l], progress) })];

    private RunPhase Training(LayerSize[] layers)
    {
        double best = layers.Sum(layer => 4 * layer.Parameters + (updates > 0 ? 4 * layer.Count : 0));
        double saved = size.Recipe.Epochs > EpochsWithoutCheckpoint
            ? 4.0 * states * layers.Sum(layer => layer.IsDense ? 0 : layer.Count)
            : 0;
        return new RunPhase(layers.Sum(layer => layer.Bytes) + (HasBest(layers) ? best : 0), Steps(layers) + saved, kept);
    }

    private RunPhase Rewiring(LayerSize[] before, LayerSize[] after, bool isTrained)
    {
        // The best epoch and, until it replaces that one, the current.
        double best = before.Sum(layer => 4 * layer.Parameters + (updates > 1 ? 8 * layer.Count : 0));
        double plans = before.Zip(after, Plan).Sum();
        double largest = before.Zip(after, (from, to) => Math.Max(Planning(from, to.Count), Replacing(from, to.Count))).Max();
        return new RunPhase(
            before.Sum(layer => layer.Bytes) + (isTrained && HasBest(before) ? best : 0),
            // What was allocated and never written to takes no memory: the optimizer's numbers, and no gradients are there yet.
            isTrained ? Steps(before) : batch,
            kept + plans + largest);
    }

    /// <summary>There is no best epoch before gradual pruning has ended.</summary>
    private bool HasBest(LayerSize[] layers) => !growth.ChangesCount || layers.Zip(target).All(pair => pair.First.Count == pair.Second);

    private double Steps(LayerSize[] layers) => 4.0 * (states + copies) * layers.Sum(layer => layer.Parameters) + batch;

    /// <summary>Positions are drawn and merged, or those that are left out; then they are listed.</summary>
    private static double Drawing(LayerSize layer) => layer.IsComplete ? 0
        : 16 * Math.Min(layer.Count, layer.Places - layer.Count) + (layer.Count > layer.Places / 2 ? 8 * layer.Count : 0);

    /// <summary>How many connections grow in a layer that has so many in the end.</summary>
    private double Grown(LayerSize layer, double next) =>
        !growth.Grows || (layer.IsComplete && !growth.ChangesCount) ? 0 : zeta * next;

    private double Plan(LayerSize from, LayerSize to) => PlanBytes * Grown(from, to.Count) + 4 * (from.Count - to.Count);

    /// <summary>What a plan takes while it is made: marks or positions of all connections, candidates, and lists of what grows.</summary>
    private double Planning(LayerSize layer, double next)
    {
        double grown = Grown(layer, next);
        if (grown == 0) return 0;
        double wanted = growth.Signals.Select(signal => signal.Candidates(grown)).DefaultIfEmpty(0).Max();
        double room = CandidateBytes * (wanted + Math.Min(wanted, Math.Max(1 << 16, wanted / 4)));
        return growth.PlanningBytes * layer.Count + GrownBytes * grown + WantedBytes * wanted + room * (size.Threads + 1);
    }

    /// <summary>New structure, weights and state beside the old.</summary>
    private double Replacing(LayerSize layer, double next)
    {
        if (Grown(layer, next) == 0 && next == layer.Count) return 0;
        double carried = layer.IsDense ? 0 : 4.0 * states * layer.Count;
        return carried + next * ((layer with { Count = next }).IsDense ? 12 + 4 * states : 20 + 8 * states);
    }
}
