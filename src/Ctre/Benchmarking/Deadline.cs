using System.Diagnostics;

namespace Ctre.Benchmarking;

/// <summary>A point in time by which a measurement should be over; what runs late does less, never nothing.</summary>
/// <param name="seconds">Seconds from now; may be infinite.</param>
internal sealed class Deadline(double seconds)
{
    private readonly long start = Stopwatch.GetTimestamp();

    /// <summary>Seconds until then; below 0 afterwards.</summary>
    public double Left => seconds - Stopwatch.GetElapsedTime(start).TotalSeconds;

    /// <summary>Whether it is past.</summary>
    public bool IsOver => Left <= 0;
}
