using System.Diagnostics;

namespace Ctre.Benchmarks;

/// <summary>
/// Times several pieces of work against each other. A round runs each of them in turn for a few milliseconds, so that what
/// disturbs the machine for a while disturbs all; the fastest round of a piece is the one that was disturbed least.
/// </summary>
internal static class Stopwatches
{
    private const int Rounds = 60;
    private const double SecondsPerRound = 0.02;

    /// <summary>Seconds per call of each piece of work: the fastest and the median round.</summary>
    public static (double Best, double Median)[] Time(params Action[] works)
    {
        int[] calls = [.. works.Select(CallsPerRound)];
        double[][] seconds = [.. works.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
            for (int i = 0; i < works.Length; i++) seconds[i][round] = Seconds(works[i], calls[i]) / calls[i];
        return [.. seconds.Select(s => s.Order().ToArray()).Select(s => (s[0], s[Rounds / 2]))];
    }

    /// <summary>Warms up, and finds how many calls fill a round.</summary>
    private static int CallsPerRound(Action work)
    {
        int calls = 1;
        while (Seconds(work, calls) < SecondsPerRound) calls *= 2;
        return calls;
    }

    private static double Seconds(Action work, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++) work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
