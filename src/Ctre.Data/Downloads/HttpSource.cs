using System.Net;
using System.Net.Http.Headers;

namespace Ctre.Data.Downloads;

/// <summary>Asks web servers for files: http and https only, redirects followed, a server that stalls is abandoned.</summary>
internal sealed class HttpSource : IDisposable
{
    private const int MostRedirects = 10;

    private readonly TimeSpan stall;
    private readonly HttpClient client;

    public HttpSource(TimeSpan stall)
    {
        this.stall = stall;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = stall,
            UseCookies = false,
            // The rest of an abandoned response is not read.
            MaxResponseDrainSize = 0,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        string version = typeof(HttpSource).Assembly.GetName().Version?.ToString(3) ?? "0";
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("ctre", version));
        // The bytes as published: a file that is packed must not arrive packed twice, or unpacked.
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    /// <summary>The web address that a text is; null if it is not one.</summary>
    public static Uri? Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && IsWeb(address) ? address : null;

    /// <summary>Asks for a file from an offset on, and follows redirects.</summary>
    /// <param name="address">Where the file is.</param>
    /// <param name="offset">The first byte to send.</param>
    /// <param name="validator">
    /// The ETag or date of the file when the earlier bytes were sent; null to ask for the range in any case.
    /// </param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>An answer of status 200, 206 or 416 whose content is still to come.</returns>
    /// <exception cref="TransferException">There is no such answer.</exception>
    public async Task<HttpResponseMessage> OpenAsync(Uri address, long offset, string? validator, CancellationToken cancel)
    {
        for (int hop = 0; hop <= MostRedirects; hop++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            if (offset > 0) request.Headers.Range = new RangeHeaderValue(offset, null);
            if (offset > 0 && validator is not null) request.Headers.TryAddWithoutValidation("If-Range", validator);
            HttpResponseMessage response = await WithinAsync(
                token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancel).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
                return response;
            using (response)
            {
                int status = (int)response.StatusCode;
                if (status is not (301 or 302 or 303 or 307 or 308)) throw Refusal(response);
                address = Next(address, response.Headers.Location);
            }
        }

        throw new TransferException($"redirects more than {MostRedirects} times", isTransient: false);
    }

    /// <summary>Waits for the server, with a timeout.</summary>
    public async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(stall);
        try
        {
            return await wait(limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancel.IsCancellationRequested)
        {
            throw new TransferException(
                FormattableString.Invariant($"sent nothing for {stall.TotalSeconds:0.###} seconds"), isTransient: true, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            bool isTransient = (exception as HttpRequestException)?.HttpRequestError is not
                (HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);
            throw new TransferException($"cannot be reached: {exception.Message.TrimEnd('.')}", isTransient, exception);
        }
    }

    public void Dispose() => client.Dispose();

    private static bool IsWeb(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;

    private static TransferException Refusal(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        return new TransferException($"answers {status} {response.ReasonPhrase}".TrimEnd(), isTransient: status is 408 or 429 or >= 500);
    }

    private static Uri Next(Uri from, Uri? location)
    {
        if (location is null) throw new TransferException("redirects to nowhere", isTransient: false);
        Uri next = location.IsAbsoluteUri ? location : new Uri(from, location);
        if (!IsWeb(next) || (from.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps))
            throw new TransferException($"redirects from {from.Scheme} to {next.Scheme}, which is not followed", isTransient: false);
        return next;
    }
}
