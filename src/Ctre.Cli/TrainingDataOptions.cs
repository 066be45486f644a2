using System.CommandLine;
using Ctre.Cli.Rendering;
using Ctre.Data;

namespace Ctre.Cli;

/// <summary>Where training and test rows come from.</summary>
internal sealed class TrainingDataOptions
{
    private const double DefaultTestFraction = 0.2;

    private readonly DataOptions source = new();
    private readonly Option<string> test = new("--test")
    {
        Description = "file with the test rows; it replaces a test part that the data has",
        HelpName = "path",
    };

    private readonly Option<string> testFraction = new("--test-fraction")
    {
        Description = "share of the rows to test on where the data has no test part, by class and seed; in (0, 1). Default 0.2.",
        HelpName = "number",
    };

    public Argument<string> Data => source.Data;

    public void AddTo(Command command)
    {
        source.AddTo(command);
        command.Add(test);
        command.Add(testFraction);
    }

    /// <exception cref="InputException">The data cannot be read.</exception>
    public LoadedData Read(ParseResult parse, Terminal terminal)
    {
        TestFraction(parse);
        LoadedData loaded = DataSource.Load(parse.GetValue(Data)!, source.Read(parse) with { TestPath = parse.GetValue(test) });
        if (loaded.Test is not null && parse.NameOf(testFraction) is { } given)
            terminal.Note($"{given} plays no role: the data has a test part");
        if (source.Read(parse).Label is not null && parse.GetValue(test) is null && DataSource.KnownNames.Contains(parse.GetValue(Data)!))
            terminal.Note($"--label plays no role: where the labels of {parse.GetValue(Data)} are is known");
        return loaded;
    }

    /// <summary>The words by which another command finds the test rows, ready for a shell: <c>mnist --data-dir data</c>.</summary>
    public IReadOnlyList<string> WordsForTest(ParseResult parse) =>
        [ShellWord.OfPath(parse.GetValue(test) ?? parse.GetValue(Data)!), .. source.GivenWords(parse).Select(ShellWord.Of)];

    /// <exception cref="InputException">The fraction is not allowed.</exception>
    public double TestFraction(ParseResult parse)
    {
        if (parse.GetValue(testFraction) is not { } text) return DefaultTestFraction;
        return OptionValue.TryNumber(text, out double fraction) && fraction is > 0 and < 1
            ? fraction
            : throw new InputException($"--test-fraction {text}: must be a number in (0, 1).");
    }
}
