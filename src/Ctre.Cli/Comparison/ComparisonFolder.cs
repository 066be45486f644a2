using Ctre.Cli.Runs;
using Ctre.Files;

namespace Ctre.Cli.Comparison;

/// <summary>
/// The folder of a comparison: <c>cells/</c> and <c>trials/</c> with a file per run, the tables <c>results.csv</c>,
/// <c>summary.csv</c>, <c>tuning.csv</c>, the text <c>summary.md</c>, and <c>plots/</c>.
/// </summary>
internal sealed class ComparisonFolder : IDisposable
{
    public const string ResultsName = "results.csv", SummaryName = "summary.csv", TextName = "summary.md", TrialsName = "tuning.csv",
        PlotsName = "plots";

    private readonly string folder;
    private readonly RunLock held;

    private ComparisonFolder(string folder, RunLock held) => (this.folder, this.held) = (folder, held);

    public string Path => folder;

    public string Cells => In("cells");

    public string Trials => In("trials");

    public string Tuned => In(Tuning.FileName);

    /// <summary>Makes the folder ready, or finds the comparison that it holds; it is locked until it is disposed of.</summary>
    /// <exception cref="InputException">It holds something else, another process uses it, or it cannot be written to.</exception>
    public static ComparisonFolder Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0')) throw new InputException("--output must name a folder.");
        RunLock? held = null;
        try
        {
            held = RunLock.Acquire(path);
            var opened = new ComparisonFolder(path, held);
            bool isOther = !Directory.Exists(opened.Cells) && !Directory.Exists(opened.Trials)
                && Directory.EnumerateFileSystemEntries(path).Any(entry => System.IO.Path.GetFileName(entry) != RunLock.FileName);
            if (isOther)
            {
                throw new InputException(
                    $"the output folder {path} holds something other than a comparison: name another one with --output.");
            }

            Directory.CreateDirectory(opened.Cells);
            opened.RequireWritable();
            return opened;
        }
        catch (Exception exception)
        {
            held?.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
                throw new InputException($"cannot write to the output folder {path}: {exception.Message}", exception);
            throw;
        }
    }

    public void Dispose() => held.Dispose();

    /// <summary>Writes a file of the folder, whole or not at all.</summary>
    public void Write(string name, string text)
    {
        string path = In(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        TextFile.Write(path, text);
    }

    // What is written when all runs are done is checked before the first begins.
    private void RequireWritable()
    {
        AtomicFile.RequireFiles(((string[])[ResultsName, SummaryName, TextName, TrialsName, Tuning.FileName]).Select(In));
        foreach (string place in (string[])[Trials, In(PlotsName)])
            if (File.Exists(place)) throw new InputException($"{place} is not a folder: delete it or name another folder with --output.");
        if (Directory.Exists(In(PlotsName))) AtomicFile.RequireFiles(Directory.EnumerateFileSystemEntries(In(PlotsName), "*.svg"));
    }

    private string In(string name) => System.IO.Path.Combine(folder, name);
}
