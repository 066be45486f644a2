using Ctre.Data.Known;

namespace Ctre.Data.Downloads;

/// <summary>Fetches known data sets from their publishers.</summary>
public static class DataSetDownload
{
    /// <summary>The environment variable that names a mirror.</summary>
    public const string MirrorVariable = "CTRE_DATA_MIRROR";

    /// <summary>
    /// Fetches a data set into a folder of its name, verifies and unpacks it. The folder appears when everything is there; until then
    /// a folder <c>NAME.part</c> beside it keeps what has arrived, and the next call resumes.
    /// </summary>
    /// <param name="set">The data set.</param>
    /// <param name="options">Where to, and how.</param>
    /// <param name="progress">Receives frequent reports, on the downloading thread; may be null.</param>
    /// <param name="cancel">Ends it; what has arrived is kept.</param>
    /// <exception cref="InputException">The set cannot be fetched or stored; the message says what to do instead.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static async Task<DownloadedSet> GetAsync(
        KnownDataSet set, DownloadOptions options, IProgress<DownloadProgress>? progress = null, CancellationToken cancel = default)
    {
        Action<DownloadProgress> report = progress is null ? _ => { } : progress.Report;
        long? rows = options.Rows < (long)set.TrainingRows + set.TestRows ? options.Rows : null;
        if (options.Rows is not null && !set.SupportsRowLimit)
            throw new InputException($"{set.Name} can only be fetched as a whole; leave the number of rows out.");
        if (Here(set, options) is { } here && !options.Force) return new DownloadedSet(set, here, [], null);
        string directory = Path.GetFullPath(KnownFolders.Directories(options.DataDirectory)[0]);
        // An argument is checked by who takes it; a variable is decoded by .NET, with U+FFFD for what is not valid.
        if (options.DataDirectory is null && directory.Contains('\uFFFD'))
            throw new InputException($"the data folder {directory} is not valid UTF-8: name another one with --data-dir or CTRE_DATA_DIR.");
        Uri? mirror = Mirror(options);
        try
        {
            using DataSetFolder folder = new(set, directory);
            using HttpSource source = new(options.StallTimeout);
            FileDownload download = new(source, options, report);
            SetFile[] files = [.. set.Files.Select(file => new SetFile(set, file, folder, download, Addresses(set, file, mirror), report))];
            List<DownloadedFile> fetched = [];
            foreach (SetFile file in files)
                fetched.Add(await (rows is { } some ? file.FetchRowsAsync(some, cancel) : file.FetchAsync(cancel)).ConfigureAwait(false));
            // Only when all are complete: until then the next call resumes with what has arrived.
            foreach (SetFile file in rows is null ? files : []) file.MakeReady(cancel);
            folder.Install();
            return new DownloadedSet(set, folder.Target, fetched, rows);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{set.Name} cannot be stored in {directory}: {exception.Message}", exception);
        }
    }

    // If a folder is given, only that one counts; else any in which the set would be found.
    private static string? Here(KnownDataSet set, DownloadOptions options)
    {
        IReadOnlyList<string> directories = KnownFolders.Directories(options.DataDirectory);
        return directories.Take(options.DataDirectory is null ? directories.Count : 1)
            .Select(directory => Path.GetFullPath(Path.Combine(directory, set.Name))).FirstOrDefault(set.IsCompleteIn);
    }

    private static Uri? Mirror(DownloadOptions options)
    {
        string? text = options.Mirror ?? Environment.GetEnvironmentVariable(MirrorVariable);
        if (string.IsNullOrEmpty(text)) return null;
        return HttpSource.Address(text.TrimEnd('/') + "/") ?? throw new InputException(
            $"{MirrorVariable} is {CellText.Quote(text)}: a mirror is an address that begins with http:// or https://.");
    }

    private static IReadOnlyList<Uri> Addresses(KnownDataSet set, PublishedFile file, Uri? mirror) => mirror is null
        ? [.. file.Addresses.Select(address =>
            HttpSource.Address(address) ?? throw new ArgumentException($"{address} is not a web address."))]
        : [new Uri(mirror, $"{set.Name}/{Uri.EscapeDataString(file.Name)}")];
}
