using System.Globalization;

namespace Ctre.Tests;

/// <summary>How much a test does: little in every build, all of it where CTRE_FULL=1 asks for it.</summary>
internal static class FullScale
{
    /// <param name="usual">The number for every build.</param>
    /// <param name="full">The number that is promised.</param>
    public static int Or(int usual, int full) => Environment.GetEnvironmentVariable("CTRE_FULL") == "1" ? full : usual;

    /// <summary>A number that a variable gives; else as above.</summary>
    public static int Or(string variable, int usual, int full) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture)
            : Or(usual, full);
}
