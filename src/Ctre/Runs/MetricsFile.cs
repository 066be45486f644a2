using System.Globalization;
using System.Text;
using Ctre.Files;
using Ctre.Training;

namespace Ctre.Runs;

/// <summary>
/// The table of a run's epochs, <c>metrics.csv</c>: a header, and a row that is appended when an epoch is over. A file of another run stays
/// as it is until this run replaces it.
/// </summary>
internal sealed class MetricsFile : IDisposable
{
    private readonly string path;
    private readonly StringBuilder waiting = new();
    private FileStream? file;

    /// <summary>Prepares the table of a run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="done">The epochs that are over: those of a run that is resumed are kept, later rows are removed.</param>
    /// <exception cref="InputException">The file cannot be read or written.</exception>
    public MetricsFile(string path, EpochHistory done)
    {
        this.path = path;
        if (done.Totals.Epochs == 0)
        {
            if (!File.Exists(path)) Begin();
            return;
        }

        IReadOnlyList<EpochReport> reports = done.Reports;
        if (EndOf(reports[0], reports[^1]) is { } end)
        {
            Open();
            Try(() => file!.SetLength(end));
            return;
        }

        // It was damaged, or a disk lost its last rows: the checkpoint has the reports as well, of a very long run not of each epoch.
        foreach (EpochReport report in reports) waiting.Append(Row(report));
        Begin();
    }

    private static string Header => string.Join(',', EpochColumn.All.Select(column => column.Name)) + "\n";

    /// <summary>Adds the row of an epoch; it is in the file when this returns, if <see cref="Begin"/> was called.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Add(EpochReport report)
    {
        if (file is null) waiting.Append(Row(report));
        else Try(() => file.Write(Encoding.ASCII.GetBytes(Row(report))));
    }

    /// <summary>Begins the file with the rows so far, in place of another one.</summary>
    /// <param name="together">Files that are replaced with it: all of them or none.</param>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public void Begin(params IReadOnlyList<(string Path, Action<Stream> Write)> together)
    {
        if (file is not null)
        {
            AtomicFile.Write(together);
            return;
        }

        AtomicFile.Write([.. together, (path, stream => stream.Write(Encoding.ASCII.GetBytes(Header + waiting)))]);
        waiting.Clear();
        Open();
    }

    /// <summary>Makes sure that all rows are on disk.</summary>
    /// <exception cref="InputException">The disk failed.</exception>
    public void Flush() => Try(() => file?.Flush(flushToDisk: true));

    public void Dispose() => file?.Dispose();

    private static string Row(EpochReport report) =>
        string.Join(',', EpochColumn.All.Select(column => column.Value(report).ToString(CultureInfo.InvariantCulture))) + "\n";

    private void Open() => Try(() => file = RegularFile.OpenAppend(path));

    /// <summary>Where the row of an epoch ends, if the file begins with the rows of this run; null if it does not.</summary>
    private long? EndOf(EpochReport first, EpochReport last)
    {
        if (!File.Exists(path)) return null;
        long? end = null;
        Try(() =>
        {
            using FileStream stream = RegularFile.OpenRead(path);
            byte[] begin = Encoding.ASCII.GetBytes(Header + Row(first)), row = Encoding.ASCII.GetBytes("\n" + Row(last));
            if (AfterLines(stream, last.Epoch + 1) is { } after && after >= Math.Max(begin.Length, row.Length)
                && Holds(stream, 0, begin) && Holds(stream, after - row.Length, row))
            {
                end = after;
            }
        });
        return end;
    }

    private static long? AfterLines(FileStream stream, long lines)
    {
        var block = new byte[1 << 16];
        long before = 0;
        for (int count; (count = stream.Read(block)) > 0; before += count)
            for (int i = 0; i < count; i++)
                if (block[i] == (byte)'\n' && --lines == 0) return before + i + 1;
        return null;
    }

    private static bool Holds(FileStream stream, long at, ReadOnlySpan<byte> expected)
    {
        var found = new byte[expected.Length];
        stream.Position = at;
        return stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && expected.SequenceEqual(found);
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PendingFile.CannotWrite(path, path, exception);
        }
    }
}
