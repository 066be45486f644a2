using System.Diagnostics;
using Ctre.Data;
using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Topology;
using Ctre.Training;

namespace Ctre.Benchmarking;

/// <summary>
/// The growth of a network that has learned for a few epochs: the search for the most similar pairs of neurons, over all training rows and
/// all pairs, and as it is done by default.
/// </summary>
internal static class GrowthSteps
{
    private const int Repeats = 5, FewRows = 64;

    /// <summary>
    /// Measures on as many training rows as time allows: on few at first, then on as many as promise to fit.
    /// </summary>
    /// <param name="split">The data.</param>
    /// <param name="recipe">The network; its epochs are how long it learns before.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="end">When to be done.</param>
    /// <param name="cancel">Stops between two steps.</param>
    public static GrowthSpeed[] Measure(DataSplit split, Recipe recipe, int threads, Deadline end, CancellationToken cancel)
    {
        int all = split.Training.Count;
        if (double.IsInfinity(end.Left)) return MeasureOn(split, recipe, threads, end, cancel);
        Recipe brief = recipe with { Epochs = 1, WiringRounds = 0 };
        for (int rows = Math.Min(FewRows, all); ;)
        {
            double left = end.Left;
            GrowthSpeed[] speeds = MeasureOn(split.Take(rows), rows <= FewRows ? brief : recipe, threads, end, cancel);

            // The part that does not grow with the rows is mostly compilation and, in training, growth on a sample.
            double byRows = speeds.Sum(speed => speed.ExactSeconds) + recipe.Epochs * speeds[0].EpochSeconds;
            double growths = (recipe.WiringRounds + recipe.Epochs) * speeds.Sum(speed => speed.AutoSeconds);
            int more = (int)Math.Clamp(rows * (end.Left - (left - end.Left) - growths) / byRows, rows, all);
            if (more < Math.Min(2 * rows, all) || rows == all) return speeds;
            rows = more;
        }
    }

    /// <summary>Trains the network of a recipe and measures the growth of each layer.</summary>
    private static GrowthSpeed[] MeasureOn(DataSplit split, Recipe recipe, int threads, Deadline end, CancellationToken cancel)
    {
        using var trainer = new Trainer(split, recipe, threads);
        double epoch = trainer.Train(cancel: cancel).Epochs.Min(report => report.TrainingSeconds);
        Network network = trainer.Network;
        using var team = new WorkerTeam(threads);
        Scaler scaler = Scaler.Fit(trainer.Recipe.Scale!.Value, split.Training);
        var workspace = new Workspace(network, scaler, recipe.BatchSize, team);
        int all = split.Training.Count;
        int sampled = TopologySample.RowsThatFit(Math.Min(all, recipe.SimilarityRows ?? all), workspace.AllNeurons);
        ActivationRows exact = new(workspace, all), auto = new(workspace, sampled, SimilarityKind.Auto, sampled < all);
        var sample = new TopologySample(split.Training, sampled, scaler, team);
        Search slow = new(network, recipe.Zeta, exact, split, new TopologySample(split.Training, null), cancel);
        slow.Run();
        Search best = slow;
        for (int repeat = 0; repeat < Repeats && !(repeat > 0 && end.IsOver); repeat++)
        {
            Search quick = new(network, recipe.Zeta, auto, split, sample, cancel);
            quick.Run();
            if (repeat == 0 || quick.Seconds.Sum() < best.Seconds.Sum()) best = quick;
        }

        return
        [
            .. network.Layers.Select((layer, l) => new GrowthSpeed(
                split.Training.Data.Name, network.Density, network.Connections, all, $"{layer.Inputs} × {layer.Outputs}",
                slow.Seconds[l], best.Seconds[l], Mass(exact, l, best.Found[l]) / Mass(exact, l, slow.Found[l]), epoch)),
        ];
    }

    /// <summary>The mean |cos| of pairs over the rows of <paramref name="similarity"/>; 1 if there are none.</summary>
    private static double Mass(ActivationRows similarity, int layer, Candidate[] pairs)
    {
        NeuronRows outputs = similarity.Outputs(layer), inputs = similarity.Inputs(layer);
        return pairs.Select(pair => Connection.At(pair.Position, inputs.Neurons))
            .Select(pair => Math.Abs((double)InnerProducts.One(outputs, pair.Output, inputs, pair.Input))).DefaultIfEmpty(1).Average();
    }

    /// <summary>One growth of all layers, timed; the time of the forward pass is divided among the layers.</summary>
    private sealed class Search(
        Network network, double zeta, ActivationRows similarity, DataSplit split, TopologySample sample, CancellationToken cancel)
    {
        public double[] Seconds { get; } = new double[network.Layers.Count];

        public Candidate[][] Found { get; } = new Candidate[network.Layers.Count][];

        public void Run()
        {
            long start = Stopwatch.GetTimestamp();
            similarity.Update(split.Training.Data, sample.Draw(0, 0), 0, sample.Chosen, sample.ChosenWeight, cancel);
            double forward = Stopwatch.GetElapsedTime(start).TotalSeconds;
            for (int l = 0; l < network.Layers.Count; l++)
            {
                SparseLayer layer = network.Layers[l];
                start = Stopwatch.GetTimestamp();
                int[] drop = Drop.SmallestMagnitude(layer.Weights, (int)(zeta * layer.Connections.Count));
                var free = new bool[layer.Connections.Count];
                foreach (int slot in drop) free[slot] = true;
                Found[l] = similarity.Best(l, layer.Connections, free, drop.Length, cancel);
                Seconds[l] = Stopwatch.GetElapsedTime(start).TotalSeconds + forward / network.Layers.Count;
            }
        }
    }
}
