using System.CommandLine;
using Ctre.Cli.Rendering;
using Ctre.Data;

namespace Ctre.Cli.Options;

/// <summary>Where training and test rows come from.</summary>
internal sealed class TrainingDataOptions
{
    private readonly DataOptions source = new();
    private readonly TestPathOption test = new();
    private readonly TestFractionOption testFraction = new();

    public Argument<string> Data => source.Data;

    public void AddTo(Command command)
    {
        source.AddTo(command);
        command.Add(test);
        testFraction.AddTo(command);
    }

    /// <exception cref="InputException">The data cannot be read.</exception>
    public LoadedData Read(ParseResult parse, Terminal terminal)
    {
        TestFraction(parse);
        LoadedData loaded = DataSource.Load(parse.GetValue(Data)!, source.Read(parse) with { TestPath = parse.GetValue(test) });
        if (loaded.Test is not null && testFraction.Given(parse) is { } given)
            terminal.Note($"{given} plays no role: the data has a test part");
        if (source.Read(parse).Label is not null && parse.GetValue(test) is null && DataSource.KnownNames.Contains(parse.GetValue(Data)!))
            terminal.Note($"--label plays no role: where the labels of {parse.GetValue(Data)} are is known");
        else if (source.Read(parse).Label is not null && loaded.Training is { Label: null, IsLabeled: true }
            && !parse.GetValue(Data)!.Contains(".npy", StringComparison.Ordinal))
            terminal.Note("--label plays no role: files of this format keep their labels apart from the features");
        DataNotes.Show(loaded, terminal);
        return loaded;
    }

    /// <summary>The words by which another command finds the test rows, ready for a shell: <c>mnist --data-dir data</c>.</summary>
    public IReadOnlyList<string> WordsForTest(ParseResult parse) =>
        [ShellWord.OfPath(parse.GetValue(test) ?? parse.GetValue(Data)!), .. source.GivenWords(parse).Select(ShellWord.Of)];

    /// <exception cref="InputException">The fraction is not allowed.</exception>
    public double TestFraction(ParseResult parse) => testFraction.Read(parse);
}
