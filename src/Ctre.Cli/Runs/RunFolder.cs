using System.Text.Json.Nodes;
using Ctre.Cli.Rendering;
using Ctre.Files;

namespace Ctre.Cli.Runs;

/// <summary>
/// The folder of a run: complete recipe, environment and results, metrics of each epoch, and the model. It is checked before training and
/// locked until it is disposed of. An older run's files are as they were until the first epoch is over and saved; from then on the folder
/// holds a checkpoint, the model of the best epoch so far and the metrics, and after training the record instead of the checkpoint.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    public const string ModelName = "model.safetensors", MetricsName = "metrics.csv", RecordName = "run.json",
        CheckpointName = "checkpoint.safetensors";

    private readonly RunLock held;

    private RunFolder(string path, RunLock held) => (Folder, this.held) = (path, held);

    /// <summary>The folder, as the user named it.</summary>
    public string Folder { get; }

    public string ModelPath => Path.Combine(Folder, ModelName);

    public string CheckpointPath => Path.Combine(Folder, CheckpointName);

    public string MetricsPath => Path.Combine(Folder, MetricsName);

    private string RecordPath => Path.Combine(Folder, RecordName);

    /// <summary>Makes sure that the results of a run can be written to a folder, before the run begins.</summary>
    /// <param name="path">The folder; it need not be there.</param>
    /// <param name="force">Whether an older run in it may be replaced.</param>
    /// <exception cref="InputException">The folder is not empty, another process uses it, or nothing can be written there.</exception>
    public static RunFolder Prepare(string path, bool force)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0')) throw new InputException("--output must name a folder.");
        if (File.Exists(path)) throw new InputException($"the output folder {path} is a file: name a folder with --output.");
        RunLock? held = null;
        try
        {
            held = RunLock.Acquire(path);
            AtomicFile.RemoveLeftovers(path);
            RequireFiles(path);
            if (!force && Directory.EnumerateFileSystemEntries(path).Any(entry => Path.GetFileName(entry) != RunLock.FileName))
            {
                string resume = File.Exists(Path.Combine(path, CheckpointName)) ? $"resume the run in it with --resume {path}, " : "";
                throw new InputException(
                    $"the output folder {path} is not empty: {resume}name another one with --output, "
                    + "or replace the run in it with --force.");
            }

            return new RunFolder(path, held);
        }
        catch (Exception exception)
        {
            held?.Dispose();
            if (exception is IOException or UnauthorizedAccessException) throw CannotWrite(path, exception);
            throw;
        }
    }

    /// <summary>The folder of a run that is not finished.</summary>
    /// <exception cref="InputException">There is none, or another process works in it.</exception>
    public static RunFolder Unfinished(string path)
    {
        if (!Directory.Exists(path)) throw new InputException($"there is no run folder {path} to resume.");
        RunLock? held = null;
        try
        {
            held = RunLock.Acquire(path);
            AtomicFile.RemoveLeftovers(path);
            RequireFiles(path);
            if (File.Exists(Path.Combine(path, CheckpointName))) return new RunFolder(path, held);
            throw new InputException(File.Exists(Path.Combine(path, RecordName))
                ? $"the run in {path} is finished: there is nothing to resume."
                : $"{path} holds no {CheckpointName}: there is no run to resume.");
        }
        catch (Exception exception)
        {
            held?.Dispose();
            if (exception is IOException or UnauthorizedAccessException) throw CannotWrite(path, exception);
            throw;
        }
    }

    /// <summary>Removes the record of an older run, whose other files have been replaced.</summary>
    /// <exception cref="InputException">It cannot be removed.</exception>
    public void RemoveRecord() => Delete(RecordPath);

    /// <summary>Writes <c>run.json</c>, which says that the run is finished; the checkpoint is of no more use.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Finish(JsonObject record)
    {
        TextFile.Write(RecordPath, record.ToJsonString(JsonText.Indented) + "\n");
        Delete(CheckpointPath);
    }

    public void Dispose() => held.Dispose();

    private void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(Folder, exception);
        }
    }

    private static void RequireFiles(string path) =>
        AtomicFile.RequireFiles(((string[])[ModelName, MetricsName, RecordName, CheckpointName]).Select(name => Path.Combine(path, name)));

    private static InputException CannotWrite(string path, Exception exception) =>
        new($"cannot write to the output folder {path}: {exception.Message}", exception);
}
