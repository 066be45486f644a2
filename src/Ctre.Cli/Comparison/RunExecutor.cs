using System.Diagnostics;
using Ctre.Analysis;
using Ctre.Benchmarking;
using Ctre.Cli.Rendering;
using Ctre.Data;
using Ctre.Layers;
using Ctre.Runs;
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
            var reports = new List<EpochReport>();
            var options = new TrainingOptions
            {
                Threads = 1,
                Progress = new DirectProgress<EpochReport>(report =>
                {
                    reports.Add(report);
                    epochDone(report.Epoch);
                }),
            };
            TrainingResult result = TrainingRun.Begin(split, cell.Recipe, options).Train(cancel);
            cancel.ThrowIfCancellationRequested();
            RunResult filled = Fill(blank, result, reports, split.Training.Count);
            return filled with { Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds };
        }
        catch (Exception exception) when (exception is InputException or DivergedException)
        {
            // A run that diverges is a result as well; the other runs are run.
            return blank with { Failure = exception.Message, Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds };
        }
    }

    private static RunResult Fill(RunResult blank, TrainingResult result, List<EpochReport> reports, int rows)
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
            TrainingSeconds = result.Totals.TrainingSeconds,
            TopologySeconds = result.Totals.TopologySeconds,
            InferenceFlops = Cost.InferenceFlops(sizes, [.. network.Layers.Select(layer => (double)layer.Connections.Count)]),
            InferenceFlopsOfDense = Cost.InferenceFlops(sizes, dense),
            TrainingFlops = reports.Sum(
                epoch => rows * Cost.TrainingFlops(sizes, [.. epoch.Connections.Select(count => (double)count)])),
            TrainingFlopsOfDense = (double)rows * reports.Count * Cost.TrainingFlops(sizes, dense),
            ModelBytes = FileBytes(new SparseModel(result)),
            ModelDigest = network.Digest(),
            ValidationByEpoch = [.. reports.Select(epoch => epoch.ValidationAccuracy)],
            TestByEpoch = [.. reports.Select(epoch => epoch.TestAccuracy)],
        };
    }

    private static long FileBytes(SparseModel model)
    {
        using var counted = new CountedBytes();
        model.Save(counted);
        return counted.Length;
    }
}
