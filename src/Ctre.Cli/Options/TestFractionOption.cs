using System.CommandLine;

namespace Ctre.Cli.Options;

/// <summary>Which share of the rows is tested on where the data has no test part.</summary>
internal sealed class TestFractionOption
{
    private const double Default = 0.2;

    private readonly Option<string> option = new("--test-fraction")
    {
        Description = "share of the rows to test on where the data has no test part, by class and seed; in (0, 1). Default 0.2.",
        HelpName = "number",
    };

    public void AddTo(Command command) => command.Add(option);

    /// <summary>The name by which the user gave it; null if it is not given.</summary>
    public string? Given(ParseResult parse) => parse.NameOf(option);

    /// <exception cref="InputException">The fraction is not allowed.</exception>
    public double Read(ParseResult parse)
    {
        if (parse.GetValue(option) is not { } text) return Default;
        return OptionValue.TryNumber(text, out double fraction) && fraction is > 0 and < 1
            ? fraction
            : throw new InputException($"--test-fraction {text}: must be a number in (0, 1).");
    }
}
