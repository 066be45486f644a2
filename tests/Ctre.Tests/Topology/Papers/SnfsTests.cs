using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Sparse;
using Ctre.Tests.Reference;
using Ctre.Topology;
using Ctre.Topology.Papers;

namespace Ctre.Tests.Topology.Papers;

public sealed class SnfsTests
{
    [Theory]
    [InlineData(10, new[] { 1.0, 3, 1 }, new[] { 100L, 100, 100 }, new[] { 2, 6, 2 })]
    [InlineData(10, new[] { 1.0, 3, 1 }, new[] { 100L, 4, 100 }, new[] { 3, 4, 3 })]
    [InlineData(10, new[] { 1.0, 1, 1 }, new[] { 100L, 100, 100 }, new[] { 4, 3, 3 })]
    [InlineData(10, new[] { 0.0, 5, 0 }, new[] { 6L, 0, 14 }, new[] { 3, 0, 7 })]
    [InlineData(7, new[] { 9.0, 1, 0 }, new[] { 2L, 3, 50 }, new[] { 2, 3, 2 })]
    [InlineData(0, new[] { 1.0, 1 }, new[] { 5L, 5 }, new[] { 0, 0 })]
    public void Growth_is_shared_in_proportion_to_momentum_within_the_room(int total, double[] momentum, long[] room, int[] expected) =>
        Assert.Equal(expected, Snfs.Share(total, momentum, room));

    [Fact]
    public void The_grown_are_the_top_of_the_averaged_dense_gradient_of_the_reference_network()
    {
        const int batch = 20, steps = 5;
        Dataset data = Make.Clusters(3, batch, 8, 3, spread: 1);
        Network network = Make.Net(6, [8, 10, 9, 3], 0.4);
        int[] labels = data.Labels.ToArray();
        using var run = new FloatRun(network, data);
        var optimizer = new NetworkOptimizer(network, new MomentumSgd(0.9, nesterov: true, 1e-4));
        int columns = NeuronRows.Pad(batch);
        var factors = new GradientFactors(run.Workspace, Snfs.Steps * columns);
        var gradient = new AveragedGradient(Snfs.Steps, Snfs.Decay);
        gradient.Take(factors);
        var average = new double[3][];
        for (int step = 0; step < steps; step++)
        {
            int age = steps - 1 - step;
            (double[][,] dense, _) = DenseReferenceNetwork.Of(network).Gradients(Matrices.Of(data), labels);
            for (int l = 0; l < 3; l++)
            {
                double[] flat = [.. dense[l].Cast<double>()];
                average[l] = [.. flat.Select((g, i) => (average[l]?[i] ?? 0) + 0.1 * Math.Pow(0.9, age) * g)];
            }

            run.Workspace.Train(
                run.Batch, dropout: null, factors.Recorder((Snfs.Steps - 1 - age) * columns, columns, (float)gradient.Weight(age)));
            optimizer.Step(run.Workspace, 0.05);
        }

        using var scene = new RewireScene(network, data);
        var policy = new Snfs(gradient);
        DropGrowCounts[] counts = policy.Counts(new RewireRound(network, 0.3));
        Assert.Equal(counts.Sum(t => t.Drop), counts.Sum(t => t.Grow));
        double[] momentum = new double[3];
        for (int l = 0; l < 3; l++)
        {
            Connections connections = network.Layers[l].Connections;
            long[] held = [.. connections.Enumerate().ToArray().Select(c => c.Position(connections.Inputs))];
            momentum[l] = held.Average(position => Math.Abs(average[l][position]));
            Assert.Equal(momentum[l], gradient.MeanMagnitude(l, connections), 1e-5);
            long[] top = [.. Enumerable.Range(0, average[l].Length).Select(p => (long)p).Except(held)
                .OrderByDescending(position => Math.Abs(average[l][position])).Take(counts[l].Grow).Order()];
            RewirePlan plan = policy.Plan(scene.Context(l, counts[l], 0));
            Assert.Equal(top, plan.Grow.Select(c => c.Position(connections.Inputs)));
        }

        Assert.Equal(
            Snfs.Share(counts.Sum(t => t.Drop), momentum, [.. network.Layers.Select(layer => layer.Connections.Absent)]),
            counts.Select(t => t.Grow));
    }
}
