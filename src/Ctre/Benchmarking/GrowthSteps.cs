using System.Diagnostics;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Topology;
using Ctre.Training;

namespace Ctre.Benchmarking;

/// <summary>
/// The growth step of a network that is half trained: the search for the pairs of neurons that are most alike, once over all
/// training rows and all pairs, once as it is done by default.
/// </summary>
internal static class GrowthSteps
{
    public static void Explore(DataSplit split, Recipe recipe, int threads)
    {
        using var trainer = new Trainer(split, recipe, threads);
        TrainingResult result = trainer.Train();
        double epoch = result.Epochs.Min(report => report.TrainingSeconds);
        Console.WriteLine($"{trainer.Network.Connections} connections, epoch {epoch:F4} s, topology {result.Epochs.Min(r => r.TopologySeconds):F4}, test {result.Epochs[^1].TestAccuracy:P2}");
        using var team = new WorkerTeam(threads);
        Network network = trainer.Network;
        var workspace = new Workspace(network, 100, team);
        var batch = new InputBatch(workspace, Scaler.Fit(recipe.Scale, split.Training));
        var full = new Similarity(workspace, batch, split.Training.Count);
        full.Update(split.Training.Data, split.Training.Rows.ToArray());
        long[][] exact = new long[network.Layers.Count][];
        for (int l = 0; l < network.Layers.Count; l++)
        {
            long start = Stopwatch.GetTimestamp();
            exact[l] = Best(network, l, full, recipe.Zeta, team);
            Console.WriteLine($"  exact {network.Layers[l].Inputs} x {network.Layers[l].Outputs}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F3} s, k {exact[l].Length} mean {Mean(full, l, exact[l]):F4}");
        }

        foreach (int rows in new[] { 128, 256, 512, 1024, 2048, 4096 })
        {
            int[] sample = split.Training.Rows.ToArray();
            Rng.For(1, RandomPurpose.SimilarityRows, step: 1).Shuffle<int>(sample);
            sample = [.. sample.Take(rows).Order()];
            var some = new Similarity(workspace, batch, rows);
            for (int repeat = 0; repeat < 4; repeat++) some.Update(split.Training.Data, sample);
            long start = Stopwatch.GetTimestamp();
            some.Update(split.Training.Data, sample);
            double forward = Stopwatch.GetElapsedTime(start).TotalSeconds, search = 0;
            string ratios = "";
            for (int l = 0; l < network.Layers.Count; l++)
            {
                for (int repeat = 0; repeat < 3; repeat++) Best(network, l, some, recipe.Zeta, team);
                start = Stopwatch.GetTimestamp();
                long[] found = Best(network, l, some, recipe.Zeta, team);
                search += Stopwatch.GetElapsedTime(start).TotalSeconds;
                ratios += $" {Mean(full, l, found) / Mean(full, l, exact[l]):F4}";
            }

            Console.WriteLine($"  rows {rows}: forward {1000 * forward:F1} ms, search {1000 * search:F1} ms = {(forward + search) / epoch:P1} of an epoch; ratios{ratios}");
        }
    }

    private static long[] Best(Network network, int l, Similarity similarity, double zeta, WorkerTeam team)
    {
        Connections connections = network.Layers[l].Connections;
        int[] drop = Drop.SmallestMagnitude(network.Layers[l].Weights, (int)(zeta * connections.Count));
        var free = new bool[connections.Count];
        foreach (int slot in drop) free[slot] = true;
        return [.. AbsentPairScan.Best(connections, free, similarity.Outputs(l), similarity.Inputs(l), drop.Length, team).Select(c => c.Position)];
    }

    private static double Mean(Similarity full, int l, long[] positions) =>
        positions.Average(p => Math.Abs((double)PairScores.One(
            full.Outputs(l), (int)(p / full.Inputs(l).Neurons), full.Inputs(l), (int)(p % full.Inputs(l).Neurons))));
}
