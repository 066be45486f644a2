using Ctre.Cli.Runs;

namespace Ctre.Cli.Comparison;

/// <summary>
/// The folder of a comparison: <c>cells/</c> and <c>trials/</c> with a file per run, the tables <c>results.csv</c>,
/// <c>summary.csv</c>, <c>tuning.csv</c>, the text <c>summary.md</c>, and <c>plots/</c>.
/// </summary>
internal sealed class ComparisonFolder : IDisposable
{
    private readonly string folder;
    private readonly RunLock held;

    private ComparisonFolder(string folder, RunLock held) => (this.folder, this.held) = (folder, held);

    public string Path => folder;

    public string Cells => System.IO.Path.Combine(folder, "cells");

    public string Trials => System.IO.Path.Combine(folder, "trials");

    public string Tuned => System.IO.Path.Combine(folder, Tuning.FileName);

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
        string path = System.IO.Path.Combine(folder, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        TextFile.Write(path, text);
    }
}
