using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Topology;
using Ctre.Topology.Papers;
using Ctre.Training;

namespace Ctre.Tests.Training;

public sealed class WiringTests
{
    // One epoch with a rate too small to move a weight shows the network that wiring left.
    private static readonly Recipe Still = new()
    {
        Method = "cte",
        Hidden = [30, 20],
        Epsilon = 2,
        Epochs = 1,
        LearningRate = 1e-12,
        WeightDecay = 0,
        WiringRounds = 3,
        SimilarityRows = null,
        Seed = 6,
    };

    private static readonly DataSplit Split = Make.Split(Make.Noise(4, 100, 12, 3));

    [Fact]
    public void Wiring_is_rounds_of_the_paper_s_recipe_on_a_network_that_does_not_learn()
    {
        Network expected = Make.RandomNetwork(Split.Training.Data, Still);
        Redraw(expected, WeightInitKind.Glorot);
        using var team = new WorkerTeam(1);
        var workspace = new Workspace(expected, Scaler.Fit(ScalerKind.MinMax, Split.Training), 40, team);
        var rows = new ActivationRows(workspace, Split.Training.Count);
        var similarity = new Similarity();
        similarity.Take(rows);
        var policy = new Cte(similarity);
        for (int round = -1; round >= -3; round--)
        {
            rows.Update(Split.Training.Data, Split.Training.Rows.ToArray());
            for (int l = 0; l < expected.Layers.Count; l++)
            {
                SparseLayer layer = expected.Layers[l];
                int replaced = (int)(0.2 * layer.Connections.Count);
                RewirePlan plan = policy.Plan(
                    new RewireContext(layer, l, new DropGrowCounts(replaced, replaced), Still.Seed, round) { Team = team });
                Assert.NotEmpty(plan.Grow);
                layer.Rewire(plan, WeightInit.Grown(layer.Connections, GrowInitKind.Uniform, Still.Seed, l, round));
            }
        }

        Redraw(expected, WeightInitKind.FanIn);
        Network wired = Train(Still);
        Assert.Equal(NetworkDigest.OfTopology(expected), NetworkDigest.OfTopology(wired));
        for (int l = 0; l < expected.Layers.Count; l++)
            Close.To([.. expected.Layers[l].Weights.ToArray().Select(w => (double)w)], wired.Layers[l].Weights, 1e-9, "weights");
    }

    [Theory]
    [InlineData("cte", true)]
    [InlineData("ctre-seq", true)]
    [InlineData("ctre-sim", true)]
    [InlineData("set", false)]
    [InlineData("static", false)]
    public void Only_methods_that_grow_by_similarity_are_wired(string method, bool wired)
    {
        string with = NetworkDigest.OfTopology(Train(Still with { Method = method }));
        string without = NetworkDigest.OfTopology(Train(Still with { Method = method, WiringRounds = 0 }));
        Assert.Equal(wired, with != without);
    }

    [Fact]
    public void Wiring_can_be_stopped()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        using var trainer = new Trainer(Split, Still, 2);
        string before = NetworkDigest.OfTopology(trainer.Network);
        Assert.Throws<OperationCanceledException>(() => trainer.Train(cancel: cancel.Token));
        Assert.Equal(before, NetworkDigest.OfTopology(trainer.Network));
    }

    private static void Redraw(Network network, WeightInitKind kind)
    {
        for (int l = 0; l < network.Layers.Count; l++) WeightInit.Redraw(network.Layers[l], kind, Still.Seed, l);
    }

    private static Network Train(Recipe recipe)
    {
        using var trainer = new Trainer(Split, recipe, 1);
        return trainer.Train().LastNetwork;
    }
}
