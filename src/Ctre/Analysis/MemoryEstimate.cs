using Ctre.Data;
using Ctre.Kernels;
using Ctre.Kernels.Dense;
using Ctre.Layers;
using Ctre.Topology;
using Ctre.Training;

namespace Ctre.Analysis;

/// <summary>
/// How much memory a training run takes at its peak, in bytes, estimated before it begins from sizes alone: what lives at the same time in
/// each phase of the run, counted as it is allocated, and the garbage that it leaves uncollected. The largest phase counts.
/// </summary>
/// <param name="Program">The runtime and the program itself.</param>
/// <param name="Data">Rows and labels, categories encoded; all that reading them took, where no later phase takes as much.</param>
/// <param name="Network">Connections, weights and biases, in the order of training too; the copy of the best epoch.</param>
/// <param name="Steps">State of the optimizer, gradients, and the signals of a batch.</param>
/// <param name="Topology">Sampled rows; what drawing the first network or rewiring takes more than steps do.</param>
internal sealed record MemoryEstimate(double Program, double Data, double Network, double Steps, double Topology)
{
    /// <summary>What the runtime and the program itself take.</summary>
    public const double ProgramBytes = 58e6;

    /// <summary>All of it.</summary>
    public double Total => Program + Data + Network + Steps + Topology;

    /// <summary>Counts for one run.</summary>
    /// <param name="data">The data that training rows are taken from.</param>
    /// <param name="test">Test rows that are kept apart; null if they are rows of <paramref name="data"/>.</param>
    /// <param name="trainingRows">Rows to train on.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="reached">The peak that the process has reached already, by reading the data; 0 if that is not known.</param>
    /// <exception cref="InputException">The recipe does not fit the data.</exception>
    public static MemoryEstimate Of(
        Dataset data, Dataset? test, int trainingRows, Recipe recipe, int threads, double reached = 0)
    {
        Method method = Methods.Require(recipe.Method);
        int[] sizes = [EncodedFeatures(data), .. recipe.Hidden, Math.Max(1, data.Classes)];
        double[] target = [.. method.IsDense ? Places(sizes) : ConnectionBudget.Counts(sizes, recipe).Select(count => (double)count)];
        LayerSize[] start =
        [
            .. Places(sizes).Zip(target, (places, count) => Math.Max(Math.Round(places * method.StartDensity), count))
                .Select((count, l) => new LayerSize(sizes[l], sizes[l + 1], count)),
        ];
        var size = new RunSize(sizes, recipe, trainingRows, Math.Min(recipe.BatchSize, trainingRows), target.Sum(), threads);
        var run = new RunPhases(size, method, start, target, SignalBytes(start, sizes, data, recipe, size.Batch, threads));
        double rows = OfData(data, test) + EncodedBytes(data) + (test is null ? 0 : EncodedBytes(test));
        RunPhase largest = run.All().MaxBy(phase => phase.Total)!;
        double garbage = Math.Min(run.Produced, Garbage.Most(rows + largest.Total));
        double steps = largest.Steps + 24.0 * data.Rows + 12.0 * data.Classes * data.Classes;
        double sum = ProgramBytes + rows + largest.Network + steps + largest.Topology + garbage;
        return new MemoryEstimate(
            ProgramBytes, rows + Math.Max(0, reached - sum), largest.Network, steps, largest.Topology + garbage);
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

    private static double[] Places(int[] sizes) => [.. sizes.Zip(sizes.Skip(1), (inputs, outputs) => (double)inputs * outputs)];

    private static bool HasCategories(Dataset data) => data.Columns.Any(column => column.Categories is not null);

    private static int EncodedFeatures(Dataset data) =>
        HasCategories(data) ? data.Columns.Sum(column => column.Categories?.Count ?? 1) : data.Features;

    /// <summary>Encoded rows are kept beside the raw ones, compressed where few of their values can be other than zero.</summary>
    private static double EncodedBytes(Dataset data) => HasCategories(data)
        ? Math.Min(4.0 * data.Rows * EncodedFeatures(data), 8.0 * data.Rows * data.Features)
        : 0;

    private static double SignalBytes(LayerSize[] layers, int[] sizes, Dataset data, Recipe recipe, int batch, int threads)
    {
        int parts = Workspace.MicroBatchesOf(batch), samples = NeuronRows.PadToLine(Math.Min(NeuronRows.MaxSamples, batch));
        int workers = Math.Max(1, threads / Math.Min(parts, Workspace.MaxAccumulators));
        // Rows stay compressed before a layer that is not dense.
        double neurons = sizes.Sum(size => (double)size) - (data.Sparse is null || layers[0].IsDense ? 0 : sizes[0]);
        if (Activations.Find(recipe.Activation)!.NeedsPreactivation) neurons += recipe.Hidden.Sum(size => (double)size);
        double scratch = layers.Where(layer => layer.IsDense).Select(layer => workers * Math.Max(
            (samples + (double)layer.Outputs) * DenseBackward.BlockInputs,
            Math.Ceiling((double)layer.Inputs / workers) * samples)).DefaultIfEmpty(0).Max();
        return 4 * parts * (neurons * samples + scratch);
    }
}
