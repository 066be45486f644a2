using Ctre.Data.Known;

namespace Ctre.Data.Downloads;

/// <summary>
/// Downloads one published file into a folder: tries all its addresses, each several times, until its bytes are those published.
/// </summary>
/// <param name="source">Asks the servers.</param>
/// <param name="options">How often, how patiently.</param>
/// <param name="report">Called with how far it is.</param>
internal sealed class FileDownload(HttpSource source, DownloadOptions options, Action<DownloadProgress> report)
{
    /// <summary>A transfer that got so many bytes before it failed does not count as a failure in a row.</summary>
    private const long RealProgress = 1 << 20;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Fetches a file unless it is there.</summary>
    /// <param name="file">What is published.</param>
    /// <param name="addresses">Where to look, in this order.</param>
    /// <param name="target">The path that it gets.</param>
    /// <param name="cancel">Ends it; what has arrived is kept, and the next call resumes.</param>
    /// <returns>What the file's checksums are.</returns>
    /// <exception cref="TransferException">No address has it; the message says what each of them did.</exception>
    public async Task<Checksum> FetchAsync(PublishedFile file, IReadOnlyList<Uri> addresses, string target, CancellationToken cancel)
    {
        if (File.Exists(target))
        {
            Checksum found = Verify(file, target, cancel);
            if (Fault(file, target, found) is not { } fault) return found;
            string note = $"{target} is not the published file ({fault}); fetching it";
            report(new DownloadProgress(DownloadStage.Retrying, file.Name, 0, file.Bytes, note));
            File.Delete(target);
        }

        return await FromAnyAsync(addresses, file.Name, address => FromAsync(file, address, target, cancel)).ConfigureAwait(false);
    }

    /// <summary>Fetches the beginning of a file: at least so many bytes of it.</summary>
    public async Task FetchStartAsync(
        PublishedFile file, IReadOnlyList<Uri> addresses, PartialFile part, long enough, CancellationToken cancel) =>
        await FromAnyAsync(addresses, file.Name, async address =>
        {
            await ReceiveAsync(file, address, part, enough, cancel).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);

    private async Task<T> FromAnyAsync<T>(IReadOnlyList<Uri> addresses, string name, Func<Uri, Task<T>> fetch)
    {
        List<string> failures = [];
        foreach (Uri address in addresses)
        {
            try
            {
                return await fetch(address).ConfigureAwait(false);
            }
            catch (TransferException exception)
            {
                failures.Add($"{address.AbsoluteUri} {exception.Message}");
                if (failures.Count < addresses.Count)
                    report(new DownloadProgress(DownloadStage.Retrying, name, 0, null, failures[^1] + "; trying a mirror"));
            }
        }

        throw new TransferException(string.Join("; ", failures), isTransient: false);
    }

    private async Task<Checksum> FromAsync(PublishedFile file, Uri address, string target, CancellationToken cancel)
    {
        bool wentOn;
        using (PartialFile part = new(target))
        {
            wentOn = part.Length > 0;
            await ReceiveAsync(file, address, part, enough: null, cancel).ConfigureAwait(false);
            part.Complete();
        }

        Checksum found = Verify(file, target, cancel);
        if (Fault(file, target, found) is not { } fault) return found;
        File.Delete(target);
        if (!wentOn) throw new TransferException($"sent another file than published: {fault}", isTransient: false);
        // The beginning is from an earlier run, perhaps of another version: fetch the whole file once more.
        return await FromAsync(file, address, target, cancel).ConfigureAwait(false);
    }

    private async Task ReceiveAsync(PublishedFile file, Uri address, PartialFile part, long? enough, CancellationToken cancel)
    {
        Transfer transfer = new(source, file, part, options, report);
        TimeSpan pause = options.FirstPause;
        for (int failures = 0; ;)
        {
            long before = part.Length;
            try
            {
                await transfer.RunAsync(address, enough, cancel).ConfigureAwait(false);
                return;
            }
            catch (TransferException exception) when (exception.IsTransient)
            {
                if (part.Length - before >= RealProgress) (failures, pause) = (0, options.FirstPause);
                if (++failures >= options.Attempts)
                {
                    string tries = failures == 1 ? "1 try" : $"{failures} tries";
                    throw new TransferException($"{exception.Message} ({tries})", isTransient: true, exception);
                }

                string wait = FormattableString.Invariant($"trying again in {pause.TotalSeconds:0.###} s");
                string note = $"{address.Host} {exception.Message}; {wait}";
                report(new DownloadProgress(DownloadStage.Retrying, file.Name, part.Length, enough ?? file.Bytes, note));
            }

            await Task.Delay(pause, cancel).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private Checksum Verify(PublishedFile file, string path, CancellationToken cancel)
    {
        long total = new FileInfo(path).Length;
        return Checksum.OfFile(path, done => report(new DownloadProgress(DownloadStage.Verifying, file.Name, done, total)), cancel);
    }

    private static string? Fault(PublishedFile file, string path, Checksum found)
    {
        long bytes = new FileInfo(path).Length;
        return file.Bytes is { } published && published != bytes
            ? $"it has {bytes} bytes, expected {published}"
            : found.Difference(file.Checksum);
    }
}
