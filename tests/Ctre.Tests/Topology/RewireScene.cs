using Ctre.Data;
using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Sparse;
using Ctre.Tests.Reference;
using Ctre.Topology;

namespace Ctre.Tests.Topology;

/// <summary>A network with the buffers that policies need, trained and rewired step by step.</summary>
internal sealed class RewireScene(Network network, Dataset data, int threads = 1) : IDisposable
{
    private readonly FloatRun run = new(network, data, threads);

    public Network Network { get; } = network;

    public NetworkOptimizer Optimizer { get; } = new(network, new MomentumSgd(0.9, nesterov: true, 1e-4));

    public void Train(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            run.Backpropagate();
            Optimizer.Step(run.Workspace, 0.05);
        }
    }

    /// <summary>The similarity of all neurons over all rows.</summary>
    public Similarity Similarity()
    {
        var similarity = new Similarity();
        similarity.Take(Activations());
        return similarity;
    }

    /// <summary>What that similarity is computed of.</summary>
    public ActivationRows Activations()
    {
        var rows = new ActivationRows(run.Workspace, data.Rows);
        rows.Update(data, Enumerable.Range(0, data.Rows).ToArray());
        return rows;
    }

    /// <summary>The dense gradient over all rows.</summary>
    public Gradient Gradient()
    {
        var gradient = new Gradient();
        gradient.Take(Factors());
        return gradient;
    }

    /// <summary>The dense gradient's factors over all rows.</summary>
    public GradientFactors Factors()
    {
        var factors = new GradientFactors(run.Workspace, data.Rows);
        factors.Update(data, [.. Enumerable.Range(0, data.Rows)]);
        return factors;
    }

    /// <summary>Lets a method's signals look at the network, as the trainer does; averages are of the gradient over all rows.</summary>
    public void Compute(GrowthMethod method, Recipe recipe, int round)
    {
        var view = new TopologyView(run.Workspace, DataSlice.All(data), run.Scaler, recipe with { SimilarityRows = null });
        foreach (TopologySignal signal in method.Signals)
        {
            if (signal is AveragedGradient averaged) averaged.Take(Factors());
            signal.Compute(view, round, default);
        }
    }

    public RewireContext Context(int layer, double zeta, long seed, int round = 1) =>
        Context(layer, new SomeMethod().Counts(new RewireRound(Network, zeta))[layer], seed, round);

    public RewireContext Context(int layer, DropGrowCounts counts, long seed, int round = 1) =>
        new(Network.Layers[layer], layer, counts, seed, round) { Team = run.Team };

    /// <summary>What the trainer does with a plan.</summary>
    public SlotMap CarryOut(int layer, RewirePlan plan, Func<Connection, float> newWeight)
    {
        Connections before = Network.Layers[layer].Connections;
        SlotMap map = Network.Layers[layer].Rewire(plan, newWeight);
        Optimizer.Carry(layer, before, map);
        return map;
    }

    public void Dispose() => run.Dispose();

    private sealed class SomeMethod : GrowthMethod
    {
        public override RewirePlan Plan(RewireContext context) => RewirePlan.Nothing;
    }
}
