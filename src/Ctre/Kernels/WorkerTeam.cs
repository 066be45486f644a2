using System.Runtime.ExceptionServices;

namespace Ctre.Kernels;

/// <summary>
/// A fixed team of threads that runs one piece of work at a time, each worker its own share, and waits for all of them.
/// A training step lasts tens of microseconds at extreme sparsity, so workers spin for a moment before they sleep.
/// Starting a piece of work allocates nothing if the delegate is kept by the caller.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 200;

    private readonly Thread[] threads;
    private readonly object gate = new();
    private volatile Action<int>? body;
    private volatile Exception? failure;
    private volatile bool stopping;
    private int generation;
    private int pending;
    private int sleepers;

    /// <summary>Creates a team; the calling thread is worker 0.</summary>
    /// <param name="workers">Number of workers, 1 or more.</param>
    public WorkerTeam(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        Workers = workers;
        threads = new Thread[workers - 1];
        for (int i = 0; i < threads.Length; i++)
        {
            int worker = i + 1;
            threads[i] = new Thread(() => Loop(worker)) { IsBackground = true, Name = $"ctre worker {worker}" };
            threads[i].Start();
        }
    }

    public int Workers { get; }

    /// <summary>Runs the work once per worker, with the worker's number, and returns when all have finished.</summary>
    /// <param name="work">The work; shares must be disjoint.</param>
    /// <param name="operations">Roughly how many multiply-adds it is; small work is done by the caller alone.</param>
    /// <exception cref="Exception">What a worker threw, as it was, whatever the number of workers.</exception>
    public void Run(Action<int> work, long operations = long.MaxValue)
    {
        const long worthSharing = 30_000;
        if (threads.Length == 0 || operations < worthSharing)
        {
            for (int worker = 0; worker < Workers; worker++) work(worker);
            return;
        }

        body = work;
        Volatile.Write(ref pending, threads.Length);
        Interlocked.Increment(ref generation);
        Wake();
        Attempt(work, 0);
        var spin = new SpinWait();
        while (Volatile.Read(ref pending) != 0) spin.SpinOnce(sleep1Threshold: -1);
        if (failure is { } cause)
        {
            failure = null;
            ExceptionDispatchInfo.Throw(cause);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        stopping = true;
        Interlocked.Increment(ref generation);
        Wake();
        foreach (Thread thread in threads) thread.Join();
    }

    private void Loop(int worker)
    {
        int seen = 0;
        while (true)
        {
            AwaitChange(seen);
            seen++;
            if (stopping) return;
            Attempt(body!, worker);
            Interlocked.Decrement(ref pending);
        }
    }

    private void AwaitChange(int seen)
    {
        for (int i = 0; i < SpinsBeforeSleep; i++)
        {
            if (Volatile.Read(ref generation) != seen) return;
            Thread.SpinWait(20);
        }

        Interlocked.Increment(ref sleepers);
        lock (gate)
            while (Volatile.Read(ref generation) == seen) Monitor.Wait(gate);
        Interlocked.Decrement(ref sleepers);
    }

    /// <summary>Wakes who sleeps. A worker counts itself a sleeper before it looks at the generation a last time, so none is missed.</summary>
    private void Wake()
    {
        if (Volatile.Read(ref sleepers) == 0) return;
        lock (gate) Monitor.PulseAll(gate);
    }

    private void Attempt(Action<int> work, int worker)
    {
        try
        {
            work(worker);
        }
        catch (Exception e)
        {
            failure = e;
        }
    }
}
