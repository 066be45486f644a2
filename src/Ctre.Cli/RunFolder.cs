using System.Text.Json.Nodes;
using Ctre.Models;

namespace Ctre.Cli;

/// <summary>
/// The folder of a run: complete recipe, environment and results, metrics of each epoch, and the model. It is checked before
/// training and written after it; until then it holds a checkpoint, and an older run's files as they were.
/// </summary>
internal sealed class RunFolder
{
    public const string ModelName = "model.safetensors", MetricsName = "metrics.csv", RecordName = "run.json", CheckpointName = "checkpoint.safetensors";

    private RunFolder(string path) => Folder = path;

    /// <summary>The folder, as the user named it.</summary>
    public string Folder { get; }

    public string ModelPath => Path.Combine(Folder, ModelName);

    public string CheckpointPath => Path.Combine(Folder, CheckpointName);

    private static string Temporary => $".new-{Environment.ProcessId}";

    /// <summary>Makes sure that the results of a run can be written to a folder, before the run begins.</summary>
    /// <param name="path">The folder; it need not be there.</param>
    /// <param name="force">Whether an older run in it may be replaced.</param>
    /// <exception cref="InputException">The folder is not empty, or nothing can be written there.</exception>
    public static RunFolder Prepare(string path, bool force)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0')) throw new InputException("--output must name a folder.");
        if (File.Exists(path)) throw new InputException($"the output folder {path} is a file: name a folder with --output.");
        try
        {
            if (!force && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                string goOn = File.Exists(Path.Combine(path, CheckpointName)) ? $"go on with the run in it with --resume {path}, " : "";
                throw new InputException(
                    $"the output folder {path} is not empty: {goOn}name another one with --output, or replace the run in it with --force.");
            }

            Probe(Path.GetFullPath(path));
            Directory.CreateDirectory(path);
            return new RunFolder(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, exception);
        }
    }

    /// <summary>The folder of a run that is not finished.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static RunFolder Unfinished(string path)
    {
        RunFolder folder = new(path);
        if (File.Exists(folder.CheckpointPath)) return folder;
        throw new InputException(
            !Directory.Exists(path) ? $"there is no run folder {path} to resume."
            : File.Exists(Path.Combine(path, RecordName)) ? $"the run in {path} is finished: there is nothing to resume."
            : $"{path} holds no {CheckpointName}: there is no run to resume.");
    }

    /// <summary>Writes all files beside the older ones, and only then puts them in place, <c>run.json</c> last.</summary>
    /// <exception cref="InputException">They cannot be written.</exception>
    public void Save(Model model, string metrics, JsonObject record)
    {
        string staging = Path.Combine(Folder, Temporary);
        try
        {
            Directory.CreateDirectory(staging);
            model.Save(Path.Combine(staging, ModelName));
            TextFile.Write(Path.Combine(staging, MetricsName), metrics);
            TextFile.Write(Path.Combine(staging, RecordName), record.ToJsonString(JsonText.Indented) + "\n");
            foreach (string name in (string[])[ModelName, MetricsName, RecordName])
                File.Move(Path.Combine(staging, name), Path.Combine(Folder, name), overwrite: true);
            File.Delete(CheckpointPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(Folder, exception);
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }

    // The missing part of the path is made under a temporary folder, so that even its names are known to be allowed.
    private static void Probe(string path)
    {
        string ancestor = path;
        while (!Directory.Exists(ancestor) && Path.GetDirectoryName(ancestor) is { } parent)
        {
            // A file, or a link to nothing, is where a folder would have to be.
            if (File.Exists(ancestor)) throw new IOException($"{ancestor} is not a folder.");
            ancestor = parent;
        }

        string probe = Path.Combine(ancestor, Temporary);
        try
        {
            Directory.CreateDirectory(Path.Combine(probe, Path.GetRelativePath(ancestor, path)));
        }
        finally
        {
            if (Directory.Exists(probe)) Directory.Delete(probe, recursive: true);
        }
    }

    private static InputException CannotWrite(string path, Exception exception) =>
        new($"cannot write to the output folder {path}: {exception.Message}", exception);
}
