using System.CommandLine;
using Ctre.Data;
using Ctre.Models;

namespace Ctre.Cli;

/// <summary>Where data come from and how they are read.</summary>
internal sealed class DataOptions
{
    private readonly Option<string> label = new("--label")
    {
        Description = "label column: its name, or its number from 0 (negative: from the end). "
            + "Default: the one a model was trained with, else a column named label, class, target or y, else the last.",
        HelpName = "name|n",
    };

    private readonly Option<string> directory = new("--data-dir")
    {
        Description = "folder that holds one folder per known data set. "
            + "Default: the environment variable CTRE_DATA_DIR, then the user's cache.",
        HelpName = "folder",
    };

    private readonly Option<string> format = new("--format")
    {
        Description = "format of the files; auto (by name and content), csv, idx or uci. Default auto.",
        HelpName = "word",
    };

    public Argument<string> Data { get; } = new("DATA")
    {
        Description = $"a known data set ({string.Join(", ", DataSource.KnownNames)}; madelon is built in), "
            + "or the path of a file or folder; .gz is read through",
    };

    public void AddTo(Command command)
    {
        command.Add(Data);
        AddOptionsTo(command);
    }

    /// <summary>Adds the options without the argument.</summary>
    public void AddOptionsTo(Command command)
    {
        command.Add(label);
        command.Add(directory);
        command.Add(format);
    }

    /// <summary>The options that the user gave, as words.</summary>
    public IEnumerable<string> GivenWords(ParseResult parse) => ((Option<string>[])[label, directory, format])
        .Where(option => parse.NameOf(option) is not null).SelectMany(option => (string[])[option.Name, parse.GetValue(option)!]);

    /// <exception cref="InputException">There is no such format.</exception>
    public DataSourceOptions Read(ParseResult parse)
    {
        DataSourceOptions options = new() { Label = parse.GetValue(label), DataDirectory = parse.GetValue(directory) };
        return parse.GetValue(format) is { } name ? options with { Format = name } : options;
    }

    /// <summary>Reads rows for a trained model; labels may be missing. Their column is the one that training used.</summary>
    /// <exception cref="InputException">The data cannot be read or don't fit the model.</exception>
    public Dataset ReadRows(ParseResult parse, Model model, bool skipLabels) =>
        DataSource.LoadForPrediction(parse.GetValue(Data)!, model.Network.Inputs, Read(parse), model.Label, skipLabels);
}
