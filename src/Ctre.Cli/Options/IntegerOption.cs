using System.CommandLine;
using System.Globalization;

namespace Ctre.Cli.Options;

/// <summary>An option whose value is an integer; its range is stated here once, for help and error.</summary>
internal sealed class IntegerOption : Option<string>
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;

    private readonly Interval range;

    /// <param name="name">The name, with its dashes.</param>
    /// <param name="help">What it means.</param>
    /// <param name="range">The integers that are allowed.</param>
    /// <param name="byDefault">A sentence on what holds where it is not given.</param>
    public IntegerOption(string name, string help, Interval range, string byDefault) : base(name)
    {
        this.range = range;
        Description = $"{help}; {range}. {byDefault}";
        HelpName = "n";
    }

    /// <summary>The integer; null if the user gave none.</summary>
    /// <exception cref="InputException">It is not allowed.</exception>
    public int? Read(ParseResult parse)
    {
        if (parse.GetValue(this) is not { } text) return null;
        return int.TryParse(text, Styles, CultureInfo.InvariantCulture, out int number) && range.Contains(number)
            ? number
            : throw new InputException($"{Name} {text}: must be an integer, {range}.");
    }
}
