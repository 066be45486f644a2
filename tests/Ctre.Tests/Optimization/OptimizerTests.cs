using Ctre.Data;
using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Sparse;
using Ctre.Tests.Reference;

namespace Ctre.Tests.Optimization;

public sealed class OptimizerTests
{
    private const int Steps = 5;

    private static readonly int[] Sizes = [7, 13, 9, 3];
    private static readonly Dataset Data = Make.Noise(2, 12, 7, 3);

    [Theory]
    [InlineData(0.9, true, 0.01)]
    [InlineData(0.9, false, 0.01)]
    [InlineData(0, false, 0)]
    public void Momentum_sgd_steps_as_the_reference_does(double momentum, bool nesterov, double decay)
    {
        Network network = Make.Net(1, Sizes, 0.4, "tanh");
        DenseReferenceNetwork reference = DenseReferenceNetwork.Of(network);
        var sgd = new ReferenceSgd(reference, momentum, nesterov, decay);
        for (int step = 0; step < Steps; step++) sgd.Step(Matrices.Of(Data), Data.Labels.ToArray(), 0.1 / (step + 1));
        Train(network, new MomentumSgd(network, momentum, nesterov, decay), 0.1);
        Agree(reference, network, 2e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void Adam_steps_as_the_reference_does(double decay)
    {
        Network network = Make.Net(1, Sizes, 0.4, "tanh");
        DenseReferenceNetwork reference = DenseReferenceNetwork.Of(network);
        var adam = new ReferenceAdam(reference, decay);
        for (int step = 0; step < Steps; step++) adam.Step(Matrices.Of(Data), Data.Labels.ToArray(), 0.1 / (step + 1));
        Train(network, new Adam(network, decay), 0.1);
        Agree(reference, network, 2e-5);
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.Adam)]
    public void Vector_body_and_tail_give_the_same_bits(OptimizerKind kind)
    {
        // With 19 workers no share holds eight parameters: all of them are stepped by the tail.
        Network body = Make.Net(1, Sizes, 0.9), tail = body.Copy();
        Train(body, Create(kind, body), 0.05);
        Train(tail, Create(kind, tail), 0.05, threads: 19);
        Assert.Equal(NetworkDigest.OfModel(body), NetworkDigest.OfModel(tail));
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.Adam)]
    public void Weights_decay_and_biases_don_t(OptimizerKind kind)
    {
        Network network = Make.Net(1, Sizes, 0.4), before = network.Copy();
        using var run = new FloatRun(network, Data);
        run.Workspace.PrepareBackward();
        Create(kind, network, momentum: 0).Step(run.Workspace, 0.5); // all gradients are 0 still
        for (int l = 0; l < network.Layers.Count; l++)
        {
            Close.To(before.Layers[l].Weights.ToArray().Select(w => w * (1 - 0.5 * 0.1)), network.Layers[l].Weights, 1e-7, "weights");
            Bits.Same(before.Layers[l].Bias, network.Layers[l].Bias);
        }
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd, 1)]
    [InlineData(OptimizerKind.Adam, 2)]
    public void State_follows_its_connection_and_starts_at_0(OptimizerKind kind, int states)
    {
        Network network = Make.Net(1, Sizes, 0.4);
        Optimizer optimizer = Create(kind, network);
        Train(network, optimizer, 0.05);
        float[][] before = [.. optimizer.WeightStates(1).Select(state => state.ToArray())];
        Assert.Equal(states, before.Length);
        Assert.All(before, state => Assert.Contains(state, value => value != 0));
        Connection absent = Enumerable.Range(0, 13).Select(j => new Connection(0, j)).Except(network.Layers[1].Connections.Enumerate()).First();
        Connections old = network.Layers[1].Connections;
        SlotMap map = network.Layers[1].Rewire(new RewirePlan([3, 7], [absent]), _ => 1);
        optimizer.Carry(1, old, map);
        for (int i = 0; i < states; i++)
            for (int slot = 0; slot < map.OldSlots.Length; slot++)
                Assert.Equal(map.OldSlots[slot] == SlotMap.New ? 0 : before[i][map.OldSlots[slot]], optimizer.WeightStates(1)[i][slot]);
    }

    private static Optimizer Create(OptimizerKind kind, Network network, double momentum = 0.9) =>
        kind == OptimizerKind.Adam ? new Adam(network, 0.1) : new MomentumSgd(network, momentum, nesterov: true, 0.1);

    private static void Train(Network network, Optimizer optimizer, double rate, int threads = 1)
    {
        using var run = new FloatRun(network, Data, threads);
        for (int step = 0; step < Steps; step++)
        {
            run.Backpropagate();
            optimizer.Step(run.Workspace, rate / (step + 1));
        }
    }

    private static void Agree(DenseReferenceNetwork reference, Network network, double tolerance)
    {
        for (int l = 0; l < reference.Depth; l++)
        {
            Close.To(reference.BySlot(l, reference.Weights[l]), network.Layers[l].Weights, tolerance, "weights");
            Close.To(reference.Bias[l], network.Layers[l].Bias, tolerance, "biases");
        }
    }
}
