using System.Text;
using System.Text.Json.Nodes;
using Ctre.Models;

namespace Ctre.Cli;

/// <summary>
/// The folder of a run: complete recipe, environment and results, metrics of each epoch, and the model. It is prepared before
/// training and filled after it; a run that fails leaves no trace in it, and an older run's files as they were.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    public const string ModelName = "model.safetensors", MetricsName = "metrics.csv", RecordName = "run.json";

    private readonly Stack<string> created = new();

    private RunFolder(string path) => Folder = path;

    /// <summary>The folder, as the user named it.</summary>
    public string Folder { get; }

    public string ModelPath => Path.Combine(Folder, ModelName);

    private string Staging => Path.Combine(Folder, $".new-{Environment.ProcessId}");

    /// <summary>Makes sure that the results of a run can be written to a folder, before the run begins.</summary>
    /// <param name="path">The folder; created if it is not there.</param>
    /// <param name="force">Whether an older run in it may be replaced.</param>
    /// <exception cref="InputException">The folder is not empty, or nothing can be written there.</exception>
    public static RunFolder Prepare(string path, bool force)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0')) throw new InputException("--output must name a folder.");
        if (File.Exists(path)) throw new InputException($"the output folder {path} is a file: name a folder with --output.");
        RunFolder folder = new(path);
        try
        {
            if (!force && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new InputException(
                    $"the output folder {path} is not empty: name another one with --output, or replace the run in it with --force.");
            }

            folder.Create(Path.GetFullPath(path));
            Directory.CreateDirectory(folder.Staging);
            Directory.Delete(folder.Staging);
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            folder.Dispose();
            throw new InputException($"cannot write to the output folder {path}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes all files beside the older ones, and only then puts them in place, <c>run.json</c> last.</summary>
    /// <exception cref="InputException">They cannot be written.</exception>
    public void Save(Model model, string metrics, JsonObject record)
    {
        try
        {
            Directory.CreateDirectory(Staging);
            model.Save(Path.Combine(Staging, ModelName));
            WriteText(MetricsName, metrics);
            WriteText(RecordName, record.ToJsonString(JsonText.Indented) + "\n");
            foreach (string name in (string[])[ModelName, MetricsName, RecordName])
                File.Move(Path.Combine(Staging, name), Path.Combine(Folder, name), overwrite: true);
            created.Clear();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot write to the output folder {Folder}: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(Staging)) Directory.Delete(Staging, recursive: true);
        }
    }

    /// <summary>Removes the folders that were created for a run that saved nothing.</summary>
    public void Dispose()
    {
        try
        {
            while (created.TryPop(out string? path)) Directory.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Someone else uses the folder by now: it stays.
        }
    }

    private void Create(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { } parent) Create(parent);
        Directory.CreateDirectory(path);
        created.Push(path);
    }

    private void WriteText(string name, string text) =>
        AtomicFile.Write(Path.Combine(Staging, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
