using System.Globalization;

namespace Ctre.Cli.Rendering;

/// <summary>Numbers as people read them, the same in every language.</summary>
internal static class DisplayText
{
    public static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>A share that may be very small.</summary>
    public static string Density(double density) => Number(100 * density) + " %";

    public static string Count(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count in six characters at most: 99,999 or 9,999k or 2,147M.</summary>
    public static string Brief(double count) => count switch
    {
        < 99_999.5 => Count(count),
        < 9_999_500 => Count(count / 1000) + "k",
        _ => Count(count / 1_000_000) + "M",
    };

    /// <summary>The lines of a sentence, none longer than so many characters unless a word is.</summary>
    public static IEnumerable<string> Lines(string sentence, int width)
    {
        string line = "";
        foreach (string word in sentence.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length > 0 ? $"{line} {word}" : word;
        }

        yield return line;
    }

    public static string Loss(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>Four significant digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    /// <summary>An amount of memory, in two or three digits.</summary>
    public static string Memory(double bytes) => bytes switch
    {
        < 0.5e6 => "under 1 MB",
        < 0.9995e9 => (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture) + " MB",
        < 9.95e9 => (bytes / 1e9).ToString("0.0", CultureInfo.InvariantCulture) + " GB",
        _ => (bytes / 1e9).ToString("N0", CultureInfo.InvariantCulture) + " GB",
    };

    public static string Bytes(double bytes) => bytes switch
    {
        < 10_000 => Count(bytes) + " B",
        < 10_000_000 => Count(bytes / 1000) + " kB",
        _ => Count(bytes / 1_000_000) + " MB",
    };
}
