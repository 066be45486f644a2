namespace Ctre.Data.Downloads;

/// <summary>How to fetch a data set.</summary>
public sealed record DownloadOptions
{
    /// <summary>
    /// The folder that gets a folder for the data set; by default the one that <c>CTRE_DATA_DIR</c> names, else the user's cache.
    /// </summary>
    public string? DataDirectory { get; init; }

    /// <summary>
    /// Replaces all published addresses: files are fetched from MIRROR/NAME/FILE. By default what the environment variable
    /// <c>CTRE_DATA_MIRROR</c> says, else none; an empty text for none in any case.
    /// </summary>
    public string? Mirror { get; init; }

    /// <summary>Whether to fetch what is here already.</summary>
    public bool Force { get; init; }

    /// <summary>How many rows to take of a set that can be cut; null for all.</summary>
    public long? Rows
    {
        get;
        init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one row.");
    }

    /// <summary>After how long without a byte a server counts as stalled; one minute by default.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The least bytes per second, on average over each <see cref="LeastSpeedTime"/>, that a server must send; one that sends less counts
    /// as stalled. 1,000 by default, 0 for none.
    /// </summary>
    public double LeastSpeed { get; init; } = 1000;

    /// <summary>The time over which <see cref="LeastSpeed"/> is the average; half a minute by default.</summary>
    public TimeSpan LeastSpeedTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often in a row a transfer may fail before its address is given up; 5 by default.</summary>
    internal int Attempts { get; init; } = 5;

    /// <summary>The pause after the first failure; it doubles with each further one, up to half a minute. One second by default.</summary>
    internal TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);
}
