using Ctre.Data.Known;

namespace Ctre.Data.Downloads;

/// <summary>One published file on its way into the folder of its data set.</summary>
internal sealed class SetFile(
    KnownDataSet set, PublishedFile file, DataSetFolder folder, FileDownload download, IReadOnlyList<Uri> addresses,
    Action<DownloadProgress> report)
{
    /// <summary>Rows of text differ in how well they pack.</summary>
    private const double Reserve = 1.02;

    private const long LeastStart = 1 << 16;

    private readonly string arrival = Path.Combine(folder.Arrivals, file.Name);

    /// <summary>Fetches all of it.</summary>
    public async Task<DownloadedFile> FetchAsync(CancellationToken cancel)
    {
        Checksum checksum = await AskAsync(() => download.FetchAsync(file, addresses, arrival, cancel)).ConfigureAwait(false);
        return new DownloadedFile(file.Name, new FileInfo(arrival).Length, checksum.Sha256, file.IsPinned);
    }

    /// <summary>Makes it ready: unpacks it, or takes it as it is.</summary>
    public void MakeReady(CancellationToken cancel)
    {
        if (file.Members.Count == 0) File.Move(arrival, Path.Combine(folder.Ready, file.Name));
        else Unpack(cancel);
    }

    /// <summary>Fetches as much of it as the first rows need, and makes them ready.</summary>
    public async Task<DownloadedFile> FetchRowsAsync(long rows, CancellationToken cancel)
    {
        long all = file.Bytes ?? throw new InvalidOperationException("A set that can be cut has files of known size.");
        double perRow = all / ((double)set.TrainingRows + set.TestRows);
        string ready = Path.Combine(folder.Ready, file.Name);
        using PartialFile part = new(arrival);
        for (long missing = rows, enough = 0; missing > 0;)
        {
            enough = Math.Min(all, Math.Max(enough, part.Length) + LeastStart + (long)(missing * perRow * Reserve));
            await AskAsync(async () =>
            {
                await download.FetchStartAsync(file, addresses, part, enough, cancel).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            missing = rows - FirstRows.Write(
                part.Path, ready, rows, done => report(new DownloadProgress(DownloadStage.Unpacking, file.Name, done, null)), cancel);
            if (missing > 0 && part.Length >= all)
            {
                throw new InputException(
                    $"{set.Name}: {file.Name} holds {rows - missing} rows where {rows} are asked for; delete {part.Path} and try again.");
            }
        }

        Checksum checksum = Checksum.OfFile(ready, _ => { }, cancel);
        return new DownloadedFile(file.Name, new FileInfo(ready).Length, checksum.Sha256, IsVerified: false);
    }

    private void Unpack(CancellationToken cancel)
    {
        try
        {
            new Unpacking(file, folder.Ready, report, cancel).Run(arrival);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            File.Delete(arrival);
            string fault = exception.Message.TrimEnd('.');
            throw new InputException($"{set.Name}: {file.Name} is damaged or not the published archive: {fault}; try again.", exception);
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> fetch)
    {
        try
        {
            return await fetch().ConfigureAwait(false);
        }
        catch (TransferException exception)
        {
            throw new InputException(
                $"{set.Name}: {file.Name} could not be fetched: {exception.Message}. Try again later, name a mirror with "
                + $"{DataSetDownload.MirrorVariable}, or put the file by hand into {folder.Arrivals} and try again.", exception);
        }
    }
}
