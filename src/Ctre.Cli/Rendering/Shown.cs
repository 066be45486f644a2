using System.Globalization;

namespace Ctre.Cli.Rendering;

/// <summary>Numbers as people read them, the same in every language.</summary>
internal static class Shown
{
    public static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>A share that may be very small.</summary>
    public static string Density(double density) => Number(100 * density) + " %";

    public static string Count(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Loss(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>Four significant digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    public static string Bytes(double bytes) => bytes switch
    {
        < 10_000 => Count(bytes) + " B",
        < 10_000_000 => Count(bytes / 1000) + " kB",
        _ => Count(bytes / 1_000_000) + " MB",
    };
}
