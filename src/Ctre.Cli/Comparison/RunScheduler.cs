using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Ctre.Cli.Comparison;

/// <summary>Runs cells in parallel, each on one thread, and stores each as soon as it is done.</summary>
/// <param name="folder">Where results are stored.</param>
/// <param name="jobs">How many cells run at once.</param>
/// <param name="testFraction">The share of rows to test on where the data has no test part.</param>
/// <param name="progress">Receives the progress.</param>
internal sealed class RunScheduler(string folder, int jobs, double testFraction, ComparisonProgress progress)
{
    /// <summary>The results of all cells, in their order; those that are stored already are not computed again.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="force">Whether stored results are computed again.</param>
    /// <param name="cancel">Stops all runs.</param>
    /// <exception cref="InputException">A stored result belongs to another recipe or other data, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The runs were stopped; what is finished is stored.</exception>
    public IReadOnlyList<RunResult> Run(IReadOnlyList<PlannedRun> cells, bool force, CancellationToken cancel)
    {
        foreach (PlannedRun cell in cells) cell.RequireStorable(folder);
        var results = new RunResult?[cells.Count];
        for (int i = 0; i < cells.Count && !force; i++) results[i] = Find(cells[i]);
        progress.Begin(cells, results);
        int[] open = [.. Enumerable.Range(0, cells.Count).Where(i => results[i] is null)];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            // One at a time from the list: cells differ too much in length to be assigned in advance.
            Parallel.ForEach(
                Partitioner.Create((IEnumerable<int>)open, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = stop.Token },
                i => results[i] = RunOne(cells[i], stop));
        }
        catch (AggregateException exception)
        {
            Exception first = exception.InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException)
                ?? exception.InnerExceptions[0];
            ExceptionDispatchInfo.Throw(first);
        }

        return results!;
    }

    private RunResult? Find(PlannedRun cell)
    {
        RunResult? stored = cell.Stored(folder);
        if (stored is null && File.Exists(cell.File(folder)))
            progress.Note($"{cell.File(folder)} is damaged: this run is computed again");
        return stored;
    }

    private RunResult RunOne(PlannedRun cell, CancellationTokenSource stop)
    {
        try
        {
            progress.Started(cell);
            RunResult result = RunExecutor.Of(cell, testFraction, epoch => progress.EpochDone(cell, epoch), stop.Token);
            cell.Store(folder, result);
            progress.Finished(cell, result);
            return result;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A bug or a full disk: the other runs would only delay the message.
            stop.Cancel();
            throw;
        }
    }
}
