using System.Diagnostics;

namespace Ctre.Benchmarking;

/// <summary>
/// Times several pieces of work against each other. A round runs each of them in turn for a few milliseconds, so that what
/// disturbs the machine for a while disturbs all; the fastest round of a piece is the one that was disturbed least.
/// </summary>
internal static class InterleavedTimer
{
    /// <summary>Seconds per call of each piece of work: the fastest and the median round.</summary>
    /// <param name="effort">How long to measure.</param>
    /// <param name="cancel">Stops between two rounds of a piece.</param>
    /// <param name="works">The pieces of work.</param>
    public static (double Best, double Median)[] Time(TimingBudget effort, CancellationToken cancel, params Action[] works)
    {
        (int Calls, double Seconds)[] first = [.. works.Select(work => FirstRound(work, effort, cancel))];
        List<double>[] seconds = [.. first.Select(round => new List<double> { round.Seconds })];
        long start = Stopwatch.GetTimestamp();
        for (int round = 1; !effort.IsOver && (round < TimingBudget.LeastRounds || Since(start) < effort.Seconds * works.Length); round++)
        {
            for (int i = 0; i < works.Length; i++)
            {
                cancel.ThrowIfCancellationRequested();
                seconds[i].Add(Seconds(works[i], first[i].Calls) / first[i].Calls);
            }
        }

        return [.. seconds.Select(s => s.Order().ToArray()).Select(s => (s[0], s[s.Length / 2]))];
    }

    /// <summary>Warms up, and finds how many calls fill a round; with the seconds per call of that round.</summary>
    private static (int Calls, double Seconds) FirstRound(Action work, TimingBudget effort, CancellationToken cancel)
    {
        // The first call includes one-time work and code that is not optimized yet; if time is up, it counts only if it is long.
        const double longCall = 0.2;
        double cold = Seconds(work, 1);
        if (effort.IsOver && cold > longCall) return (1, cold);
        for (int calls = 1; ; calls *= 2)
        {
            cancel.ThrowIfCancellationRequested();
            double seconds = Seconds(work, calls);
            if (seconds >= effort.SecondsPerRound) return (calls, seconds / calls);
        }
    }

    private static double Seconds(Action work, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++) work();
        return Since(start);
    }

    private static double Since(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
