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
        Train(network, new NetworkOptimizer(network, new MomentumSgd(momentum, nesterov, decay)), 0.1);
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
        Train(network, new NetworkOptimizer(network, new Adam(decay)), 0.1);
        Agree(reference, network, 2e-5);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void Vector_body_and_tail_give_the_same_bits(string kind)
    {
        // With 19 workers no share holds eight parameters: all of them are stepped by the tail.
        Network body = Make.Net(1, Sizes, 0.9), tail = body.Copy();
        Train(body, Create(kind, body), 0.05);
        Train(tail, Create(kind, tail), 0.05, threads: 19);
        Assert.Equal(NetworkDigest.OfModel(body), NetworkDigest.OfModel(tail));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void Weights_decay_and_biases_don_t(string kind)
    {
        Network network = Make.Net(1, Sizes, 0.4), before = network.Copy();
        using var run = new FloatRun(network, Data);
        run.Backpropagate();
        foreach (Gradients gradients in run.Workspace.Accumulators)
            foreach (float[] values in gradients.Weights.Concat(gradients.Biases)) Array.Clear(values);
        Create(kind, network, momentum: 0).Step(run.Workspace, 0.5);
        for (int l = 0; l < network.Layers.Count; l++)
        {
            Close.To(before.Layers[l].Weights.ToArray().Select(w => w * (1 - 0.5 * 0.1)), network.Layers[l].Weights, 1e-7, "weights");
            Bits.Same(before.Layers[l].Bias, network.Layers[l].Bias);
        }
    }

    [Theory]
    [InlineData("sgd", 1)]
    [InlineData("adam", 2)]
    public void State_follows_its_connection_and_starts_at_0(string kind, int states)
    {
        Network network = Make.Net(1, Sizes, 0.4);
        NetworkOptimizer optimizer = Create(kind, network);
        Train(network, optimizer, 0.05);
        float[][] before = [.. optimizer.WeightStates(1).Select(state => state.ToArray())];
        Assert.Equal(states, before.Length);
        Assert.All(before, state => Assert.Contains(state, value => value != 0));
        Connection absent = Enumerable.Range(0, 13).Select(j => new Connection(0, j)).Except(network.Layers[1].Connections.Enumerate())
            .First();
        Connections old = network.Layers[1].Connections;
        SlotMap map = network.Layers[1].Rewire(new RewirePlan([3, 7], [absent]), _ => 1);
        optimizer.Carry(1, old, map);
        for (int i = 0; i < states; i++)
            for (int slot = 0; slot < map.OldSlots.Length; slot++)
                Assert.Equal(map.OldSlots[slot] == SlotMap.New ? 0 : before[i][map.OldSlots[slot]], optimizer.WeightStates(1)[i][slot]);
    }

    private static NetworkOptimizer Create(string kind, Network network, double momentum = 0.9) => new(
        network, Optimizers.Find(kind)!.Create(new Recipe { Momentum = momentum, WeightDecay = 0.1 }));

    private static void Train(Network network, NetworkOptimizer optimizer, double rate, int threads = 1)
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
