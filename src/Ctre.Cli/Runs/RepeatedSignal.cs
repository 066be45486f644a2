namespace Ctre.Cli.Runs;

/// <summary>
/// Tells a second wish to stop from an echo of the first: <c>timeout</c> and some job managers signal a process and then its group, so
/// that one wish arrives twice.
/// </summary>
/// <param name="clock">Tells the time.</param>
internal sealed class RepeatedSignal(TimeProvider clock)
{
    /// <summary>What comes so soon after the first signal is an echo of it.</summary>
    public static readonly TimeSpan Echo = TimeSpan.FromSeconds(0.5);

    private readonly Lock order = new();
    private long? first;

    /// <summary>Whether a signal that has just arrived is a second wish.</summary>
    public bool IsSecond()
    {
        lock (order)
        {
            first ??= clock.GetTimestamp();
            return clock.GetElapsedTime(first.Value) >= Echo;
        }
    }
}
