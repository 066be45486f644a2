using System.Net;
using System.Net.Http.Headers;
using Ctre.Data.Known;

namespace Ctre.Data.Downloads;

/// <summary>One transfer of a file from one address: resumes where the last one ended, and never takes more than it should.</summary>
/// <param name="source">Asks the server.</param>
/// <param name="file">What is published about the file.</param>
/// <param name="part">What is here of it.</param>
/// <param name="options">How fast it must be.</param>
/// <param name="report">Called after each block.</param>
internal sealed class Transfer(
    HttpSource source, PublishedFile file, PartialFile part, DownloadOptions options, Action<DownloadProgress> report)
{
    /// <summary>A file of unknown size may have so many bytes: far more than any that is known, less than a disk.</summary>
    public const long MostUnknownBytes = 1L << 32;

    private const int BlockSize = 1 << 17, StartSize = 512;

    private readonly byte[] block = new byte[BlockSize];

    /// <summary>Receives until the file ends, or until enough is here.</summary>
    /// <param name="address">Where the file is.</param>
    /// <param name="enough">How many bytes are enough; null for all.</param>
    /// <param name="cancel">Ends it; what has arrived is kept.</param>
    /// <exception cref="TransferException">The server does not send the file.</exception>
    public async Task RunAsync(Uri address, long? enough, CancellationToken cancel)
    {
        if (part.Length >= (enough ?? file.Bytes ?? long.MaxValue)) return;
        string? validator = part.ValidatorAt(address);
        // Without a name of the version, only the checksum of the whole can tell that the beginning still fits.
        long offset = validator is not null || file.IsPinned ? part.Length : 0;
        using HttpResponseMessage response = await source.OpenAsync(address, offset, validator, cancel).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            if (offset > 0 && response.Content.Headers.ContentRange?.Length == offset) return;
            part.Restart(address, null);
            throw new TransferException("has no such part of the file", isTransient: offset > 0);
        }

        LeastSpeed speed = new(options.LeastSpeed, options.LeastSpeedTime, TimeProvider.System);
        bool goesOn = response.StatusCode == HttpStatusCode.PartialContent;
        if (goesOn) CheckRange(response.Content.Headers.ContentRange, offset, address);
        Stream stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            int count = await FillAsync(stream, StartSize, speed, cancel).ConfigureAwait(false);
            if (!goesOn && WebPage.IsOne(block.AsSpan(0, count)))
                throw new TransferException("sent a web page instead of the file", isTransient: false);
            CheckSize(response.Content.Headers.ContentLength + (goesOn ? offset : 0));
            if (!goesOn) part.Restart(address, Validator(response));
            await ReceiveAsync(stream, count, enough, speed, cancel).ConfigureAwait(false);
        }
    }

    private async Task ReceiveAsync(Stream stream, int count, long? enough, LeastSpeed speed, CancellationToken cancel)
    {
        long most = file.Bytes ?? MostUnknownBytes;
        for (; count > 0; count = await FillAsync(stream, 1, speed, cancel).ConfigureAwait(false))
        {
            if (count > most - part.Length)
                throw new TransferException($"has more than the expected {most} bytes", isTransient: false);
            part.Append(block.AsSpan(0, count));
            report(new DownloadProgress(DownloadStage.Receiving, file.Name, part.Length, enough ?? file.Bytes));
            if (part.Length >= enough) return;
        }

        if (part.Length < file.Bytes)
            throw new TransferException($"ended after {part.Length} of {file.Bytes} bytes", isTransient: true);
    }

    /// <summary>Reads into the block: at least so many bytes, unless the stream ends.</summary>
    private async Task<int> FillAsync(Stream stream, int atLeast, LeastSpeed speed, CancellationToken cancel)
    {
        int filled = 0;
        while (filled < atLeast)
        {
            int count = await source.WithinAsync(
                async token => await stream.ReadAsync(block.AsMemory(filled), token).ConfigureAwait(false), cancel).ConfigureAwait(false);
            if (count == 0) break;
            speed.Received(count);
            filled += count;
        }

        return filled;
    }

    private void CheckRange(ContentRangeHeaderValue? range, long offset, Uri address)
    {
        bool fits = range?.Length is null || file.Bytes is null || range.Length == file.Bytes;
        if (offset > 0 && fits && range is { Unit: "bytes" } && range.From == offset) return;
        part.Restart(address, null);
        throw new TransferException($"sent another part of the file ({range}) than asked for", isTransient: offset > 0);
    }

    private void CheckSize(long? offered)
    {
        if (offered is { } bytes && file.Bytes is { } published && bytes != published)
            throw new TransferException($"offers {bytes} bytes where {published} are published", isTransient: false);
    }

    // A weak name does not promise the same bytes.
    private static string? Validator(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false, Tag: var tag } ? tag : response.Content.Headers.LastModified?.ToString("r");
}
