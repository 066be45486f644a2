using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace Ctre.Cli.Runs;

/// <summary>A process as a lock file names it: process ids are reused, so the start time is part of its identity.</summary>
/// <param name="Process">Its id.</param>
/// <param name="Started">When it began, in seconds.</param>
/// <param name="Machine">Where it runs.</param>
internal sealed record LockOwner(int Process, long Started, string Machine)
{
    /// <summary>The most bytes that an owner takes.</summary>
    public const int MostBytes = 512;

    // The start is computed from ticks since the system's own start, whose time of day is corrected now and then.
    private const long Tolerance = 2;

    /// <summary>This process.</summary>
    public static LockOwner Me { get; } = new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0, MachineName);

    private static string MachineName => string.Concat(Environment.MachineName.Where(c => !char.IsWhiteSpace(c)).Take(64));

    /// <summary>Whether it runs on this machine.</summary>
    public bool IsAliveHere => Machine == MachineName && StartOf(Process) is { } start && Math.Abs(start - Started) <= Tolerance;

    /// <summary>Whether it runs on this machine, or may run on another one.</summary>
    public bool MayBeAlive => Machine != MachineName || IsAliveHere;

    /// <summary>Reads what <see cref="ToBytes"/> wrote; null if it is something else.</summary>
    public static LockOwner? Parse(string text) =>
        text.Split(' ', '\n') is [var process, var started, { Length: > 0 } machine, ""]
            && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out long start)
                ? new LockOwner(number, start, machine)
                : null;

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Process} {Started} {Machine}\n"));

    public override string ToString() => Machine == MachineName ? $"process {Process}" : $"process {Process} on {Machine}";

    /// <summary>When a process began; null if there is none with that id.</summary>
    private static long? StartOf(int number)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(number);
            return new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeSeconds();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
