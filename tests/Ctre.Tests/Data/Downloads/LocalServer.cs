using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ctre.Tests.Data.Downloads;

/// <summary>What a client asked for.</summary>
public sealed record Request(string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The first byte of the range that is asked for; 0 for all.</summary>
    public int Offset => Headers.TryGetValue("range", out string? range)
        ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture)
        : 0;

    public string? IfRange => Headers.GetValueOrDefault("if-range");
}

/// <summary>What the server says, well or badly.</summary>
public sealed record Answer(int Status, byte[] Body)
{
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The length that is claimed; null for the body's; -1 for none: the end of the connection is then that of the body.</summary>
    public long? ClaimedLength { get; init; }

    /// <summary>After how many bytes of the body the connection breaks.</summary>
    public int CutAfter { get; init; } = int.MaxValue;

    /// <summary>After how many bytes of the body nothing more comes.</summary>
    public int StallAfter { get; init; } = int.MaxValue;

    /// <summary>After how many bytes of the body the rest comes a byte at a time.</summary>
    public int TrickleAfter { get; init; } = int.MaxValue;

    /// <summary>Whether the body is sent again and again until the client has enough.</summary>
    public bool IsEndless { get; init; }

    /// <summary>The file, or the range of it that is asked for, if the client's version is this one.</summary>
    public static Func<Request, Answer> File(byte[] content, string? tag = "\"v1\"") => request =>
    {
        string[] name = tag is null ? [] : [$"ETag: {tag}"];
        if (request.Offset == 0 || (request.IfRange is { } known && known != tag)) return new Answer(200, content) { Headers = name };
        if (request.Offset >= content.Length) return new Answer(416, []) { Headers = [$"Content-Range: bytes */{content.Length}"] };
        return new Answer(206, content[request.Offset..])
        {
            Headers = [.. name, $"Content-Range: bytes {request.Offset}-{content.Length - 1}/{content.Length}"],
        };
    };

    /// <summary>The file, whatever range is asked for.</summary>
    public static Func<Request, Answer> WholeFile(byte[] content) => _ => new Answer(200, content);

    public static Func<Request, Answer> Redirect(string location) => _ => new Answer(302, []) { Headers = [$"Location: {location}"] };

    public static Func<Request, Answer> Failure(int status) => _ => new Answer(status, Encoding.ASCII.GetBytes("no"));
}

/// <summary>A web server on this machine that does what a test tells it.</summary>
public sealed class LocalServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, Func<Request, Answer>[]> answers = new();
    private readonly Task loop;

    public LocalServer()
    {
        listener.Start();
        loop = Task.Run(AcceptAsync);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public ConcurrentQueue<Request> Requests { get; } = new();

    /// <summary>Signaled when a stalled or endless answer has sent its first bytes.</summary>
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first request for a path gets the first answer, …, all further ones the last.</summary>
    public LocalServer Serve(string path, params Func<Request, Answer>[] inOrder)
    {
        answers[path] = inOrder;
        return this;
    }

    /// <summary>Goes away; more than once does no harm.</summary>
    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        loop.GetAwaiter().GetResult();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Socket socket = await listener.AcceptSocketAsync(stop.Token);
                open.Add(Task.Run(() => ServeAsync(socket)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(open);
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await using NetworkStream stream = new(socket);
                if (await ReadAsync(stream) is not { } request) return;
                int before = Requests.Count(earlier => earlier.Path == request.Path);
                Requests.Enqueue(request);
                Answer answer = answers.TryGetValue(request.Path, out var inOrder)
                    ? inOrder[Math.Min(before, inOrder.Length - 1)](request)
                    : new Answer(404, []);
                await SendAsync(socket, stream, answer);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<Request?> ReadAsync(NetworkStream stream)
    {
        List<byte> bytes = [];
        var one = new byte[1];
        while (bytes is not [.., 13, 10, 13, 10])
        {
            if (await stream.ReadAsync(one, stop.Token) == 0) return null;
            bytes.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string[] header in lines[1..].Select(line => line.Split(": ", 2))) headers[header[0]] = header[1];
        return new Request(Uri.UnescapeDataString(lines[0].Split(' ')[1]), headers);
    }

    private async Task SendAsync(Socket socket, NetworkStream stream, Answer answer)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Status\r\nConnection: close\r\n");
        if (answer.ClaimedLength != -1 && !answer.IsEndless)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.ClaimedLength ?? answer.Body.Length}\r\n");
        foreach (string header in answer.Headers) head.Append(header).Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), stop.Token);
        int length = Math.Min(answer.Body.Length, Math.Min(answer.CutAfter, Math.Min(answer.StallAfter, answer.TrickleAfter)));
        do
        {
            await stream.WriteAsync(answer.Body.AsMemory(0, length), stop.Token);
            await stream.FlushAsync(stop.Token);
            Started.TrySetResult();
        }
        while (answer.IsEndless);

        for (int at = answer.TrickleAfter; at < answer.Body.Length; at++)
        {
            await stream.WriteAsync(answer.Body.AsMemory(at, 1), stop.Token);
            await Task.Delay(10, stop.Token);
        }

        if (answer.StallAfter < answer.Body.Length) await Task.Delay(Timeout.Infinite, stop.Token);
        // A connection that is reset, not closed.
        if (answer.CutAfter < answer.Body.Length) socket.LingerState = new LingerOption(true, 0);
        else socket.Shutdown(SocketShutdown.Send);
    }
}
