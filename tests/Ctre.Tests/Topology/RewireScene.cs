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

    public Optimizer Optimizer { get; } = new MomentumSgd(network, 0.9, nesterov: true, 1e-4);

    public void Train(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            run.Backpropagate();
            Optimizer.Step(run.Workspace, 0.05);
        }
    }

    public Similarity Similarity()
    {
        var similarity = new Similarity(run.Workspace, run.Batch, data.Rows);
        similarity.Update(data, Enumerable.Range(0, data.Rows).ToArray());
        return similarity;
    }

    /// <summary>The dense gradient's factors over all rows.</summary>
    public GradientRows Gradient()
    {
        var gradient = new GradientRows(run.Workspace, data.Rows);
        gradient.Update(data, run.Batch, [.. Enumerable.Range(0, data.Rows)]);
        return gradient;
    }

    public RewireContext Context(int layer, double zeta, long seed, Similarity? similarity, int round = 1) =>
        Context(layer, new SomePolicy().Turnovers(new RewireRound(Network, zeta))[layer], seed, similarity, null, round);

    public RewireContext Context(
        int layer, DropGrowCounts turnover, long seed, Similarity? similarity, GradientRows? gradient, int round = 1) =>
        new(Network.Layers[layer], layer, turnover, seed, round, similarity, gradient, run.Team);

    /// <summary>What the trainer does with a plan.</summary>
    public SlotMap CarryOut(int layer, RewirePlan plan, Func<Connection, float> newWeight)
    {
        Connections before = Network.Layers[layer].Connections;
        SlotMap map = Network.Layers[layer].Rewire(plan, newWeight);
        Optimizer.Carry(layer, before, map);
        return map;
    }

    public void Dispose() => run.Dispose();

    private sealed class SomePolicy : GrowthMethod
    {
        public override RewirePlan Plan(RewireContext context) => RewirePlan.Nothing;
    }
}
