using Ctre.Data;
using Ctre.Sparse;
using Ctre.Tests.Golden;
using Ctre.Topology;
using Ctre.Topology.Papers;
using Ctre.Training;

namespace Ctre.Tests.Topology.Papers;

public sealed class GradualPruningTests
{
    [Fact]
    public void The_curve_is_that_of_the_script() => Assert.All(GoldenSchedules.All.Gmp, point =>
        Assert.Equal(
            point.Sparsity,
            GradualPruning.At(0, point.Target, Math.Clamp((double)(point.Epoch - point.Begin) / (point.End - point.Begin), 0, 1)), 1e-12));

    [Theory]
    [InlineData("gmp", 1, 0.75, 1)]
    [InlineData("gmp", 3, 1, 0.9)]
    [InlineData("granet", 2, 0.5, 0.8)]
    public void Each_epoch_has_the_connections_of_the_curve(string method, int every, double until, double scale)
    {
        Dataset data = Make.Clusters(1, 120, 10, 3);
        int[] sizes = [10, 30, 20, 3], places = [300, 600, 60];
        Recipe recipe = new()
        {
            Method = method,
            Hidden = [30, 20],
            Density = 0.1 * scale,
            Epochs = 24,
            BatchSize = 20,
            UpdateEvery = every,
            UpdateUntil = until,
        };
        int[] target = ConnectionBudget.Counts(sizes, recipe);
        using var trainer = new Trainer(Make.Split(data), recipe, 2);
        TrainingResult result = trainer.Train();
        int last = (int)(24 * Math.Min(until, 0.75)) / every * every;
        foreach (EpochReport report in result.Epochs)
        {
            // The report of an epoch counts what was trained in it, before the update that follows.
            double t = Math.Min(1, (double)((report.Epoch - 1) / every * every) / last);
            for (int l = 0; l < 3; l++)
            {
                double start = method == "gmp" ? places[l] : Math.Max(target[l], Math.Round(places[l] * 0.5));
                Assert.Equal(Math.Round(target[l] + (start - target[l]) * Math.Pow(1 - t, 3)), report.Connections[l]);
            }
        }

        Assert.True(result.Best.Epoch > last);
    }

    [Fact]
    public void What_leaves_is_the_weakest_and_granet_regrows_where_the_gradient_is_steepest()
    {
        Dataset data = Make.Clusters(1, 60, 12, 3);
        using var scene = new RewireScene(Make.Net(4, [12, 20, 3], 0.5), data);
        scene.Train(2);
        Gradient gradient = scene.Gradient();
        RewirePlan pruned = new Gmp(new Recipe()).Plan(scene.Context(0, new DropGrowCounts(30, 0), 0));
        float[] weights = scene.Network.Layers[0].Weights.ToArray();
        Assert.Equal(Enumerable.Range(0, 120).OrderBy(slot => Math.Abs(weights[slot])).Take(30).Order(), pruned.Drop);
        Assert.Empty(pruned.Grow);
        RewirePlan regrown = new Granet(new Recipe(), gradient).Plan(scene.Context(0, new DropGrowCounts(40, 10), 0));
        RewirePlan rigl = new Rigl(gradient).Plan(scene.Context(0, new DropGrowCounts(10, 10), 0));
        Assert.Equal(40, regrown.Drop.Count);
        Assert.Equal(rigl.Grow, regrown.Grow);
    }
}
