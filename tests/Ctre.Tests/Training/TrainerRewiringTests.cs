using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
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
        recipe = recipe with { ZetaSchedule = ScheduleKind.Constant, LearningRateSchedule = ScheduleKind.Constant, GrowInit = GrowInitKind.Uniform };
        Dataset data = Make.Noise(4, 100, 6, 3);
        DataSplit split = Make.Split(data);
        using var trainer = new Trainer(split, recipe, 1);
        string expected = NetworkDigest.OfModel(ByHand(split, recipe));
        Assert.Equal(expected, NetworkDigest.OfModel(trainer.Train().FinalNetwork));
    }

    private static Network ByHand(DataSplit split, Recipe recipe)
    {
        Network network = Make.RandomNetwork(split.Training.Data, recipe);
        using var team = new WorkerTeam(1);
        var workspace = new Workspace(network, split.Training.Count, team);
        var batch = new InputBatch(workspace, Scaler.Fit(recipe.Scale, split.Training));
        var softmax = new SoftmaxCrossEntropy(workspace);
        var sgd = new MomentumSgd(network, recipe.Momentum, recipe.Nesterov, recipe.WeightDecay);
        for (int epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            int[] rows = split.Training.Rows.ToArray();
            Rng.For(recipe.Seed, RandomPurpose.Shuffle, step: epoch).Shuffle<int>(rows);
            batch.Load(split.Training.Data, rows);
            workspace.Forward();
            softmax.LossAndGradient(rows.Select(row => split.Training.Data.Labels[row]).ToArray());
            workspace.Backward();
            sgd.Step(workspace, recipe.LearningRate);
            for (int l = 0; epoch < recipe.Epochs && l < network.Layers.Count; l++)
            {
                SparseLayer layer = network.Layers[l];
                int replaced = (int)(recipe.Zeta * layer.Connections.Count);
                RewirePlan plan = new Set().Plan(
                    new RewireContext(layer, l, new DropGrowCounts(replaced, replaced), recipe.Seed, epoch, null, null, team));
                Connections before = layer.Connections;
                sgd.Carry(l, before, layer.Rewire(plan, WeightInit.Grown(layer.Connections, recipe.GrowInit, recipe.Seed, l, epoch)));
            }
        }

        return network;
    }
}
