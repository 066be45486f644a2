using System.Diagnostics;
using Ctre.Analysis;
using Ctre.Benchmarking;
using Ctre.Data;
using Ctre.Layers;
using Ctre.Training;

namespace Ctre.Cli.Comparison;

/// <summary>Trains one cell on one thread and returns the result.</summary>
internal static class RunExecutor
{
    /// <param name="cell">The cell.</param>
    /// <param name="testFraction">The share of rows to test on where the data has no test part.</param>
    /// <param name="epochDone">Called with each finished epoch.</param>
    /// <param name="cancel">Stops the run.</param>
    public static RunResult Of(PlannedRun cell, double testFraction, Action<int> epochDone, CancellationToken cancel)
    {
        long begin = Stopwatch.GetTimestamp();
        var blank = new RunResult
        {
            Data = cell.Data.Name,
            DataDigest = cell.Data.Digest,
            Recipe = cell.Recipe.ToJson(),
            Processor = Machine.Processor,
        };
        try
        {
            DataSplit split = cell.Data.Split(cell.Recipe, testFraction);
            using var trainer = new Trainer(split, cell.Recipe, threads: 1);
            RunResult filled = Fill(blank, trainer.Train(epoch => epochDone(epoch.Epoch), cancel: cancel), split.Training.Count);
            return filled with { Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds };
        }
        catch (Exception exception) when (exception is InputException or DivergedException)
        {
            // A run that diverges is a result as well; the other runs are run.
            return blank with { Failure = exception.Message, Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds };
        }
    }

    private static RunResult Fill(RunResult blank, TrainingResult result, int rows)
    {
        Network network = result.BestNetwork;
        int[] sizes = [network.Inputs, .. network.Layers.Select(layer => layer.Outputs)];
        IReadOnlyList<double> dense = Cost.DenseConnections(sizes);
        return blank with
        {
            TestAccuracy = result.Test.Accuracy,
            ValidationAccuracy = result.Best.ValidationAccuracy,
            FinalTestAccuracy = result.Epochs[^1].TestAccuracy,
            TestLoss = double.IsFinite(result.Test.Loss) ? result.Test.Loss : null,
            BestEpoch = result.Best.Epoch,
            Connections = network.Connections,
            Places = dense.Sum(),
            TrainingSeconds = result.Epochs.Sum(epoch => epoch.TrainingSeconds),
            TopologySeconds = result.Epochs.Sum(epoch => epoch.TopologySeconds),
            InferenceFlops = Cost.InferenceFlops(sizes, [.. network.Layers.Select(layer => (double)layer.Connections.Count)]),
            InferenceFlopsOfDense = Cost.InferenceFlops(sizes, dense),
            TrainingFlops = result.Epochs.Sum(
                epoch => rows * Cost.TrainingFlops(sizes, [.. epoch.Connections.Select(count => (double)count)])),
            TrainingFlopsOfDense = (double)rows * result.Epochs.Count * Cost.TrainingFlops(sizes, dense),
            ModelBytes = FileBytes(new SparseModel(result)),
            ModelDigest = network.Digest(),
            ValidationByEpoch = [.. result.Epochs.Select(epoch => epoch.ValidationAccuracy)],
            TestByEpoch = [.. result.Epochs.Select(epoch => epoch.TestAccuracy)],
        };
    }

    private static long FileBytes(SparseModel model)
    {
        using var counted = new CountedBytes();
        model.Save(counted);
        return counted.Length;
    }
}
