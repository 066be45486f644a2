using System.CommandLine;
using Ctre.Cli.Rendering;
using Ctre.Data;
using Ctre.Models;

namespace Ctre.Cli.Options;

/// <summary>Where data come from and how they are read.</summary>
internal sealed class DataOptions
{
    private readonly Option<string> label = new("--label")
    {
        Description = "label column: its name, or its number from 0 (negative: from the end). "
            + "Default: the one a model was trained with, else a column named label, class, target or y, else the last.",
        HelpName = "name|n",
    };

    private readonly DataDirectoryOption directory = new();

    private readonly Option<string> format = new("--format")
    {
        Description = "format of the files; auto (by name and content), csv, idx, uci, libsvm, arff, npy, npz, mat or cifar. Default auto.",
        HelpName = "word",
    };

    private readonly Option<string> categorical = new("--categorical")
    {
        Description = "columns of a table that hold categories, one feature for each; the others must hold numbers. Names or numbers from 0, "
            + "separated by commas; auto (columns of texts), none. Default auto; a model knows its own.",
        HelpName = "columns",
    };

    private readonly Option<string> ignored = new("--ignore")
    {
        Description = "columns of a table to leave out, such as identifiers: names or numbers from 0, separated by commas. Default none.",
        HelpName = "columns",
    };

    private readonly Option<string> missing = new("--missing")
    {
        Description = "what happens to missing values (empty, ?, NA, nan): median (that of the training rows takes their place; in a column of "
            + "categories the most frequent one) or error. Default median.",
        HelpName = "word",
    };

    private readonly Option<string> header = new("--header")
    {
        Description = "whether the first row of a table names the columns; auto, yes or no. Default auto.",
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
        command.Add(categorical);
        command.Add(ignored);
        command.Add(missing);
        command.Add(header);
    }

    /// <summary>The options that the user gave, as words.</summary>
    public IEnumerable<string> GivenWords(ParseResult parse) => ((Option<string>[])[label, directory, format, categorical, ignored, missing, header])
        .Where(option => parse.NameOf(option) is not null).SelectMany(option => (string[])[option.Name, parse.GetValue(option)!]);

    /// <exception cref="InputException">A word is not allowed.</exception>
    public DataSourceOptions Read(ParseResult parse)
    {
        DataSourceOptions options = new()
        {
            Label = parse.GetValue(label),
            DataDirectory = parse.GetValue(directory),
            Categorical = parse.GetValue(categorical) switch { null or "auto" => null, "none" => [], { } columns => List(columns) },
            Ignored = parse.GetValue(ignored) is { } left ? List(left) : [],
            Missing = parse.GetValue(missing) is { } word ? Known<MissingKind>(missing, word) : MissingKind.Median,
            Header = parse.GetValue(header) switch
            {
                null or "auto" => null,
                "yes" => true,
                "no" => false,
                { } other => throw new InputException($"{header.Name} {other}: must be auto, yes or no."),
            },
        };
        return parse.GetValue(format) is { } name ? options with { Format = name } : options;
    }

    /// <summary>Reads rows for a trained model; labels may be missing. Their column is the one that training used.</summary>
    /// <exception cref="InputException">The data cannot be read or don't fit the model.</exception>
    public Dataset ReadRows(ParseResult parse, Model model, bool skipLabels, Terminal terminal)
    {
        Dataset rows = DataSource.LoadForPrediction(parse.GetValue(Data)!, model.Columns, Read(parse), model.Label, skipLabels);
        DataNotes.Show(rows, model.Preprocessing, terminal);
        return rows;
    }

    private static string[] List(string columns) => columns.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static T Known<T>(Option option, string word)
        where T : struct, Enum => EnumNames<T>.TryParse(word, out T value)
            ? value
            : throw new InputException($"{option.Name} {word}: must be {EnglishList.Join(EnumNames<T>.Words, "or")}.");
}
