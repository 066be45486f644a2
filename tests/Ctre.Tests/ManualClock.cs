namespace Ctre.Tests;

/// <summary>A clock that only a test sets forward.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long milliseconds;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => milliseconds;

    public void Pass(double seconds) => milliseconds += (long)(1000 * seconds);
}
