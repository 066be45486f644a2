using System.Globalization;

namespace Ctre.Data.Downloads;

/// <summary>
/// Gives up a server that sends, but so slowly that it would take days. The speed is an average over some time, so that short pauses do no
/// harm; a server that sends nothing at all is given up by <see cref="HttpSource"/>.
/// </summary>
/// <param name="bytesPerSecond">The least average.</param>
/// <param name="time">Over how long.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class LeastSpeed(double bytesPerSecond, TimeSpan time, TimeProvider clock)
{
    private long since = clock.GetTimestamp(), bytes;

    /// <summary>Counts what has arrived.</summary>
    /// <exception cref="TransferException">It was too little for the time that it took.</exception>
    public void Received(long count)
    {
        bytes += count;
        double seconds = clock.GetElapsedTime(since).TotalSeconds;
        if (seconds < time.TotalSeconds) return;
        if (bytes < bytesPerSecond * seconds)
        {
            throw new TransferException(
                string.Create(CultureInfo.InvariantCulture, $"sent only {bytes} bytes in {seconds:0.###} seconds"), isTransient: true);
        }

        (since, bytes) = (clock.GetTimestamp(), 0);
    }
}
