using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Ctre.Cli.Options;

/// <summary>Reads the values of options, whatever the language of the machine.</summary>
internal static class OptionValue
{
    /// <exception cref="FormatException">The text is not a number.</exception>
    public static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <exception cref="FormatException">The text is not an integer.</exception>
    /// <exception cref="OverflowException">The number is beyond the range of int.</exception>
    public static int Whole(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A number as an option takes it.</summary>
    public static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name by which the user gave an option; null if it is not given.</summary>
    public static string? NameOf(this ParseResult parse, Option option) =>
        parse.GetResult(option) is { Implicit: false } result ? result.Name() : null;

    /// <summary>The name of an option as the user typed it.</summary>
    public static string Name(this OptionResult result) => result.IdentifierToken?.Value ?? result.Option.Name;
}
