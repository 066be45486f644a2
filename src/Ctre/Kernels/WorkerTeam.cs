using System.Runtime.ExceptionServices;

namespace Ctre.Kernels;

/// <summary>
/// A fixed team of threads that runs one piece of work at a time, divided into shares. Any thread may take any share, so that the caller
/// never waits for a thread that the system has not scheduled yet; what a share computes depends on its number alone. A training step lasts
/// tens of microseconds at extreme sparsity, so threads spin for a moment before they sleep. Running allocates nothing if the caller keeps
/// the delegate.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 4000;

    private readonly Thread[] threads;
    private readonly object wakeLock = new();
    private readonly Dictionary<(int, int), WorkerTeam> subTeams = [];
    private Action<int>? body;
    private int shares;
    private Exception? failure;
    private volatile bool stopping;
    private int sleepers;
    private int unfinished;

    /// <summary>The current piece of work (upper half) and the next share to take (lower half).</summary>
    private long ticket;

    /// <summary>Creates a team; the calling thread is one of the workers.</summary>
    /// <param name="workers">Number of workers, 1 or more.</param>
    public WorkerTeam(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        Workers = workers;
        threads = new Thread[workers - 1];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Loop) { IsBackground = true, Name = $"ctre worker {i + 1}" };
            threads[i].Start();
        }
    }

    public int Workers { get; }

    /// <summary>Runs as many shares of the work as there are workers; see <see cref="Run(int, Action{int}, long)"/>.</summary>
    public void Run(Action<int> work, long operations = long.MaxValue) => Run(Workers, work, operations);

    /// <summary>Runs each share of the work once and returns when all are done; what a share throws is thrown here.</summary>
    /// <param name="shareCount">Number of shares.</param>
    /// <param name="work">The work, by number of share; shares must be disjoint.</param>
    /// <param name="operations">Roughly how many multiply-adds it is; small work is done by the caller alone.</param>
    public void Run(int shareCount, Action<int> work, long operations = long.MaxValue)
    {
        const long worthSharing = 30_000;
        if (threads.Length == 0 || shareCount == 1 || operations < worthSharing)
        {
            for (int share = 0; share < shareCount; share++) work(share);
            return;
        }

        body = work;
        shares = shareCount;
        unfinished = shareCount;
        // The upper half may wrap around after 2³¹ pieces; shifting it back and forth keeps both sides of a comparison equal.
        long piece = ((ticket >> 32) + 1) << 32 >> 32;
        Interlocked.Exchange(ref ticket, piece << 32);
        Wake();
        TakeShares(piece);
        var spin = new SpinWait();
        while (Volatile.Read(ref unfinished) != 0) spin.SpinOnce(sleep1Threshold: -1);
        // What the work holds may be large, and the next piece far away.
        body = null;
        if (failure is not { } cause) return;
        failure = null;
        ExceptionDispatchInfo.Throw(cause);
    }

    /// <summary>
    /// The team for one of several pieces of work that run at the same time: its share of the workers, the one that takes the
    /// piece among them. Ends with this team.
    /// </summary>
    /// <param name="piece">The piece, from 0.</param>
    /// <param name="pieces">Number of pieces.</param>
    public WorkerTeam SubTeam(int piece, int pieces)
    {
        if (pieces == 1) return this;
        (int begin, int end) = Partition.Even(Workers, piece, pieces);
        if (!subTeams.TryGetValue((piece, pieces), out WorkerTeam? subTeam))
            subTeams[(piece, pieces)] = subTeam = new WorkerTeam(Math.Max(1, end - begin));
        return subTeam;
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        foreach (WorkerTeam subTeam in subTeams.Values) subTeam.Dispose();
        stopping = true;
        Wake();
        foreach (Thread thread in threads) thread.Join();
    }

    private void Loop()
    {
        for (long seen = 0; !stopping;)
        {
            AwaitWork(seen);
            seen = Volatile.Read(ref ticket) >> 32;
            TakeShares(seen);
        }
    }

    /// <summary>Does shares of a piece of work as long as any are left.</summary>
    private void TakeShares(long piece)
    {
        while (true)
        {
            long next = Volatile.Read(ref ticket);
            if (next >> 32 != piece || (int)next >= shares) return;
            if (Interlocked.CompareExchange(ref ticket, next + 1, next) != next) continue;
            try
            {
                body!((int)next);
            }
            catch (Exception e)
            {
                failure = e;
            }

            Interlocked.Decrement(ref unfinished);
        }
    }

    private void AwaitWork(long seen)
    {
        for (int i = 0; i < SpinsBeforeSleep; i++)
        {
            if (stopping || Volatile.Read(ref ticket) >> 32 != seen) return;
            Thread.SpinWait(1);
        }

        Interlocked.Increment(ref sleepers);
        lock (wakeLock)
            while (!stopping && Volatile.Read(ref ticket) >> 32 == seen) Monitor.Wait(wakeLock);
        Interlocked.Decrement(ref sleepers);
    }

    /// <summary>Wakes sleeping threads. A thread counts itself a sleeper before it looks for work a last time, so none is missed.</summary>
    private void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref sleepers) == 0) return;
        lock (wakeLock) Monitor.PulseAll(wakeLock);
    }
}
