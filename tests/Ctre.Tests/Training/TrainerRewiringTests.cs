using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Sparse;
using Ctre.Topology;
using Ctre.Topology.Papers;
using Ctre.Training;

namespace Ctre.Tests.Training;

public sealed class TrainerRewiringTests
{
    [Fact]
    public void A_run_is_steps_and_plans_carried_out_with_the_optimizer_s_state()
    {
        // A batch holds all training rows, so that an epoch is one step.
        Recipe recipe = new() { Method = "set", Hidden = [14, 9], Density = 0.4, Epochs = 4, BatchSize = 500, Seed = 3 };
        recipe = recipe with
        {
            ZetaSchedule = ScheduleKind.Constant,
            LearningRateSchedule = ScheduleKind.Constant,
            GrowInit = GrowInitKind.Uniform,
        };
        Dataset data = Make.Noise(4, 100, 6, 3);
        DataSplit split = Make.Split(data);
        using var trainer = new Trainer(split, recipe, 1);
        string expected = NetworkDigest.OfModel(ByHand(split, recipe));
        Assert.Equal(expected, NetworkDigest.OfModel(trainer.Train().LastNetwork));
    }

    private static Network ByHand(DataSplit split, Recipe recipe)
    {
        Network network = Make.RandomNetwork(split.Training.Data, recipe);
        using var team = new WorkerTeam(1);
        var workspace = new Workspace(network, Scaler.Fit(ScalerKind.MinMax, split.Training), split.Training.Count, team);
        var sgd = new NetworkOptimizer(network, new MomentumSgd(recipe.Momentum, recipe.Nesterov, recipe.WeightDecay));
        for (int epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            int[] rows = split.Training.Rows.ToArray();
            Rng.For(recipe.Seed, RandomPurpose.Shuffle, step: epoch).Shuffle<int>(rows);
            workspace.Train(new Batch(split.Training.Data, rows));
            sgd.Step(workspace, recipe.LearningRate);
            for (int l = 0; epoch < recipe.Epochs && l < network.Layers.Count; l++)
            {
                SparseLayer layer = network.Layers[l];
                int replaced = (int)(recipe.Zeta * layer.Connections.Count);
                RewirePlan plan = new Set().Plan(
                    new RewireContext(layer, l, new DropGrowCounts(replaced, replaced), recipe.Seed, epoch) { Team = team });
                Connections before = layer.Connections;
                sgd.Carry(l, before, layer.Rewire(plan, WeightInit.Grown(layer.Connections, recipe.GrowInit, recipe.Seed, l, epoch)));
            }
        }

        return network;
    }
}
