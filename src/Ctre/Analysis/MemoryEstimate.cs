using Ctre.Data;
using Ctre.Kernels;
using Ctre.Kernels.Dense;
using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Topology;

namespace Ctre.Analysis;

/// <summary>
/// How much memory a training run takes at its peak, in bytes, estimated before it begins from sizes alone: the parts that are large are
/// counted as they are allocated, what comes and goes is taken at its largest.
/// </summary>
/// <param name="Program">The runtime and the program itself.</param>
/// <param name="Data">Rows and labels, categories encoded.</param>
/// <param name="Network">Connections, weights and biases, in the order of training too; the copy of the best epoch.</param>
/// <param name="Steps">State of the optimizer, gradients, and the signals of a batch.</param>
/// <param name="Topology">Sampled rows, candidates and rewiring; the dense network of a method that prunes before training.</param>
internal sealed record MemoryEstimate(double Program, double Data, double Network, double Steps, double Topology)
{
    /// <summary>What the runtime and the program itself take.</summary>
    public const double ProgramBytes = 64e6;

    /// <summary>Share of garbage that is not collected yet.</summary>
    private const double Garbage = 0.15;

    /// <summary>All of it.</summary>
    public double Total => Program + Data + (1 + Garbage) * (Network + Steps + Topology);

    /// <summary>Counts for one run.</summary>
    /// <param name="data">The data that training rows are taken from.</param>
    /// <param name="test">Test rows that are kept apart; null if they are rows of <paramref name="data"/>.</param>
    /// <param name="trainingRows">Rows to train on.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="threads">Number of threads.</param>
    /// <exception cref="InputException">The recipe does not fit the data.</exception>
    public static MemoryEstimate Of(Dataset data, Dataset? test, int trainingRows, Recipe recipe, int threads)
    {
        Method method = Methods.Require(recipe.Method);
        int[] sizes = [EncodedFeatures(data), .. recipe.Hidden, Math.Max(1, data.Classes)];
        LayerSize[] layers = Layers(sizes, recipe, method, method.StartDensity);
        GrowthMethod growth = method.Create(recipe);
        int states = Optimizers.Require(recipe.Optimizer).Create(recipe).States;
        var size = new RunSize(
            sizes, recipe, trainingRows, Math.Min(recipe.BatchSize, trainingRows), layers.Sum(layer => layer.Count), threads);
        // There is no best epoch before gradual pruning has ended.
        LayerSize[] best = growth.ChangesCount ? Layers(sizes, recipe, method, startDensity: 0) : layers;
        return new MemoryEstimate(
            ProgramBytes,
            OfData(data, test) + EncodedBytes(data) + (test is null ? 0 : EncodedBytes(test)),
            layers.Sum(layer => layer.Bytes) + best.Sum(layer => 4 * layer.Parameters + (growth.Rewires ? 4 * layer.Count : 0)),
            4.0 * states * layers.Sum(layer => layer.Parameters) + GradientBytes(layers, size.Batch)
                + SignalBytes(layers, sizes, data, recipe, size.Batch, threads) + 24.0 * data.Rows + 12.0 * data.Classes * data.Classes,
            method.StartBytes(size)
                + (growth.Rewires ? RewiringBytes(layers, size, growth, states) + growth.Signals.Sum(signal => signal.Bytes(size)) : 0));
    }

    /// <summary>Rows and labels as they were read.</summary>
    /// <param name="data">The data.</param>
    /// <param name="test">Test rows that are kept apart; null if there are none.</param>
    public static double OfData(Dataset data, Dataset? test)
    {
        double values = data.Sparse is null ? 4.0 * data.Stored : 8.0 * data.Stored + 4.0 * data.Rows;
        return values + 4.0 * data.Rows + (test is null ? 0 : OfData(test, null));
    }

    /// <summary>Bytes that predicting rows takes in all, with the data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="keptPerRow">Bytes that are kept of each row's prediction.</param>
    public static double OfPredictions(SparseModel model, Dataset data, double keptPerRow) =>
        ProgramBytes + OfData(data, null) + EncodedBytes(data) + 20.0 * model.Network.Connections
            + 4.0 * NeuronRows.MaxSamples * (data.Features + model.Network.Layers.Sum(layer => (double)layer.Connections.Outputs))
            + keptPerRow * data.Rows;

    private static LayerSize[] Layers(int[] sizes, Recipe recipe, Method method, double startDensity)
    {
        int[]? asked = method.IsDense ? null : ConnectionBudget.Counts(sizes, recipe);
        return [.. Enumerable.Range(0, sizes.Length - 1).Select(l => new LayerSize(
            sizes[l], sizes[l + 1], Math.Max(Math.Round((double)sizes[l] * sizes[l + 1] * startDensity), asked?[l] ?? 0)))];
    }

    private static bool HasCategories(Dataset data) => data.Columns.Any(column => column.Categories is not null);

    private static int EncodedFeatures(Dataset data) =>
        HasCategories(data) ? data.Columns.Sum(column => column.Categories?.Count ?? 1) : data.Features;

    /// <summary>Encoded rows are kept beside the raw ones, compressed where few of their values can be other than zero.</summary>
    private static double EncodedBytes(Dataset data) => HasCategories(data)
        ? Math.Min(4.0 * data.Rows * EncodedFeatures(data), 8.0 * data.Rows * data.Features)
        : 0;

    private static double GradientBytes(LayerSize[] layers, int batch)
    {
        int parts = Workspace.MicroBatchesOf(batch),
            copies = Math.Min(parts, Workspace.MaxAccumulators) * (parts > Workspace.MaxAccumulators ? 2 : 1);
        return 4.0 * copies * layers.Sum(layer => layer.Parameters);
    }

    private static double SignalBytes(LayerSize[] layers, int[] sizes, Dataset data, Recipe recipe, int batch, int threads)
    {
        int parts = Workspace.MicroBatchesOf(batch), samples = NeuronRows.PadToLine(Math.Min(NeuronRows.MaxSamples, batch));
        // Rows stay compressed before a layer that is not dense.
        double neurons = sizes.Sum(size => (double)size) - (data.Sparse is null || layers[0].IsDense ? 0 : sizes[0]);
        if (Activations.Find(recipe.Activation)!.NeedsPreactivation) neurons += recipe.Hidden.Sum(size => (double)size);
        double scratch = layers.Where(layer => layer.IsDense).Select(layer => Math.Max(
            (samples + (double)layer.Outputs) * DenseBackward.BlockInputs,
            Math.Ceiling((double)layer.Inputs / threads) * samples)).DefaultIfEmpty(0).Max();
        return 4 * parts * (neurons * samples + scratch);
    }

    private static double RewiringBytes(LayerSize[] layers, RunSize size, GrowthMethod growth, int states)
    {
        double largest = layers.Max(layer => layer.IsComplete && !growth.ChangesCount ? 0 : layer.Count);
        double replaced = size.Recipe.Zeta * largest;
        double wanted = growth.Signals.Select(signal => signal.Candidates(replaced)).DefaultIfEmpty(0).Max();
        double candidates = 16 * wanted * (wanted > 1 << 18 ? 1.25 : 2) * size.Threads;
        // Positions of what is kept, dropped and grown; then new structure, weights and state beside the old.
        double planning = growth.PlanningBytes * largest + 30 * replaced;
        return candidates + Math.Max(planning, (24 + 12 * states) * largest);
    }

    private readonly record struct LayerSize(int Inputs, int Outputs, double Count)
    {
        public bool IsComplete => Count >= (double)Inputs * Outputs;

        public bool IsDense => DenseKernels.Suits(Outputs, IsComplete);

        /// <summary>Weights and biases.</summary>
        public double Parameters => Count + Outputs;

        /// <summary>Structure and weights by output; unless it is dense the same by input.</summary>
        public double Bytes => (IsDense ? 8 : 20) * Count + 4.0 * (Inputs + 2.0 * Outputs);
    }
}
