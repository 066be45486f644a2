using System.CommandLine;
using Ctre.Analysis;
using Ctre.Cli.Rendering;
using Ctre.Data;

namespace Ctre.Cli.Options;

/// <summary>Where data come from and how they are read: the options of all commands that take data.</summary>
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
        Description = $"format of the files; {DataFormats.Auto} (by name and content), "
            + $"{EnglishList.Join([.. DataFormats.All.Select(format => format.Name)], "or")}. Default {DataFormats.Auto}.",
        HelpName = "word",
    };

    private readonly Option<string> categorical = new("--categorical")
    {
        Description =
            "columns of a table that hold categories, one feature for each; the others must hold numbers. Names or numbers from 0, "
            + "separated by commas; auto (columns of texts), none. Default auto; a model knows its own.",
        HelpName = "columns",
    };

    private readonly Option<string> ignored = new("--ignore")
    {
        Description = "columns of a table to leave out, such as identifiers: names or numbers from 0, separated by commas. Default none.",
        HelpName = "columns",
    };

    private readonly WordOption<MissingKind> missing = new(
        "--missing",
        "what happens to missing values (empty, ?, NA, nan): the median of the training rows takes their place (in a column of "
            + "categories the most frequent one), or an error",
        [.. EnumNames<MissingKind>.Words.Select(word => (word, Missing(word)))]);

    private readonly WordOption<bool?> header = new(
        "--header", "whether the first row of a table names the columns", ("auto", null), ("yes", true), ("no", false));

    private readonly Option<string> test = new("--test")
    {
        Description = "file with the test rows; it replaces a test part that the data has",
        HelpName = "path",
    };

    private readonly Option<string> testFraction = new("--test-fraction")
    {
        Description = "share of the rows to test on where the data has no test part, by class and seed; "
            + FormattableString.Invariant($"{DataSplit.Fractions}. Default {DataRequest.DefaultTestFraction}."),
        HelpName = "number",
    };

    public Argument<string> Data { get; } = new("DATA")
    {
        Description = $"a known data set ({string.Join(", ", DataSource.KnownNames)}; madelon is built in), "
            + "or the path of a file or folder; .gz is read through",
    };

    private readonly DataOption[] reading;
    private readonly DataOption[] all;

    public DataOptions()
    {
        reading =
        [
            DataOption.Reading(label, (o, parse) => o with { Label = parse.GetValue(label) }, o => o.Label),
            DataOption.Reading(directory, (o, parse) => o with { DataDirectory = parse.GetValue(directory) }, o => o.DataDirectory),
            DataOption.Reading(
                format, (o, parse) => o with { Format = parse.GetValue(format)! }, o => o.Format == DataFormats.Auto ? null : o.Format),
            DataOption.Reading(
                categorical, (o, parse) => o with { Categorical = Categories(parse.GetValue(categorical)!) },
                o => o.Categorical is { } columns ? columns.Count == 0 ? "none" : string.Join(',', columns) : null),
            DataOption.Reading(
                ignored, (o, parse) => o with { Ignored = List(parse.GetValue(ignored)!) },
                o => o.Ignored.Count == 0 ? null : string.Join(',', o.Ignored)),
            DataOption.Reading(
                missing, (o, parse) => o with { Missing = missing.Read(parse) },
                o => o.Missing == default ? null : EnumNames<MissingKind>.Of(o.Missing)),
            DataOption.Reading(
                header, (o, parse) => o with { Header = header.Read(parse) }, o => o.Header is { } has ? has ? "yes" : "no" : null),
        ];
        all =
        [
            .. reading,
            DataOption.Reading(test, (o, parse) => o with { TestPath = parse.GetValue(test) }, o => o.TestPath),
            new(testFraction, (request, parse) => request with { TestFraction = TestFraction(parse) },
                request => OptionValue.Text(request.TestFraction)),
        ];
    }

    /// <summary><c>--max-memory</c>, which reading obeys, too.</summary>
    public MemoryLimit Memory { get; } = new();

    /// <summary>Adds the argument and the options that say how to read it.</summary>
    public void AddTo(Command command)
    {
        command.Add(Data);
        AddReadingTo(command);
    }

    /// <summary>Adds the options without the argument.</summary>
    public void AddReadingTo(Command command)
    {
        foreach (DataOption option in reading) command.Add(option.Option);
        Memory.AddTo(command);
    }

    /// <summary>Adds <c>--data-dir</c> alone.</summary>
    public void AddDirectoryTo(Command command) => command.Add(directory);

    /// <summary>Adds <c>--test</c>.</summary>
    public void AddTestTo(Command command) => command.Add(test);

    /// <summary>Adds <c>--test-fraction</c>.</summary>
    public void AddTestFractionTo(Command command) => command.Add(testFraction);

    /// <summary>The folder that <c>--data-dir</c> names; null if it is not given.</summary>
    public string? Directory(ParseResult parse) => parse.GetValue(directory);

    /// <summary>What the command line asks for.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="source">The data; null for the argument.</param>
    /// <exception cref="InputException">A word is not allowed.</exception>
    public DataRequest Read(ParseResult parse, string? source = null)
    {
        var request = new DataRequest(source ?? parse.GetValue(Data)!);
        return Budgeted(Given(parse).Aggregate(request, (so, option) => option.Set(so, parse)), parse);
    }

    /// <summary>What a run was begun with, with the data that the command line names, which may have been moved.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="begun">What it was begun with, with full paths.</param>
    /// <exception cref="InputException">An option says something else; the message names it.</exception>
    public DataRequest ReadAgain(ParseResult parse, DataRequest begun)
    {
        foreach (DataOption option in Given(parse))
        {
            string? now = option.Text(option.Set(begun, parse).WithFullPaths()), then = option.Text(begun);
            if (now == then) continue;
            throw new InputException(
                $"{parse.NameOf(option.Option)} {parse.GetValue(option.Option)}: the run was begun "
                + $"{(then is null ? "without it" : $"with {then}")}; leave the option out, or begin another run.");
        }

        return Budgeted(parse.GetValue(Data) is { } named ? (begun with { Source = named }).WithFullPaths() : begun, parse);
    }

    /// <summary>Whether an option is one of these.</summary>
    public bool Has(Option option) => all.Any(one => one.Option == option);

    /// <summary>The share of rows to test on.</summary>
    /// <exception cref="InputException">The fraction is not allowed.</exception>
    public double TestFraction(ParseResult parse)
    {
        if (parse.GetValue(testFraction) is not { } text) return DataRequest.DefaultTestFraction;
        return OptionValue.TryNumber(text, out double fraction) && DataSplit.Fractions.Contains(fraction)
            ? fraction
            : throw new InputException($"{testFraction.Name} {text}: must be a number {DataSplit.Fractions}.");
    }

    /// <summary>Loads data to train on, and notes which options are ignored.</summary>
    /// <exception cref="InputException">The data cannot be read.</exception>
    public LoadedData Load(DataRequest request, ParseResult parse, Terminal terminal)
    {
        LoadedData loaded = request.Load();
        if (loaded.Test is not null && parse.NameOf(testFraction) is { } given)
            terminal.Note($"{given} is ignored: the data has a test part");
        if (request.Options.Label is not null)
        {
            if (request.Options.TestPath is null && DataSource.KnownNames.Contains(request.Source))
                terminal.Note($"--label is ignored: where the labels of {request.Source} are is known");
            else if (loaded.Training.KeepsLabelsApart)
                terminal.Note("--label is ignored: files of this format keep their labels apart from the features");
        }

        DataNotes.Show(loaded, terminal);
        return loaded;
    }

    /// <summary>Reads rows for a trained model; labels may be missing. Their column is the one that training used.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="skipLabels">Whether labels are skipped.</param>
    /// <param name="keptPerRow">Bytes that will be kept of each row besides its features.</param>
    /// <param name="terminal">Where notes go.</param>
    /// <exception cref="InputException">The data cannot be read, or don't fit the model or, with what is kept, memory.</exception>
    public Dataset ReadRows(ParseResult parse, SparseModel model, bool skipLabels, double keptPerRow, Terminal terminal)
    {
        DataRequest request = Read(parse);
        Dataset rows = DataSource.LoadForPrediction(request.Source, model.Columns, request.Options, model.Label, skipLabels);
        Memory.Check(parse, MemoryEstimate.OfPredictions(model, rows, keptPerRow), "to predict these rows");
        DataNotes.Show(rows, model.Preprocessing, terminal);
        return rows;
    }

    /// <summary>The words by which another command finds the test rows, ready for a shell: <c>mnist --data-dir data</c>.</summary>
    public IReadOnlyList<string> WordsForTest(DataRequest request) =>
    [
        ShellWord.OfPath(request.Options.TestPath ?? request.Source),
        .. reading.Where(option => option.Text(request) is not null)
            .SelectMany(option => (string[])[option.Option.Name, option.Text(request)!]).Select(ShellWord.Of),
    ];

    private DataRequest Budgeted(DataRequest request, ParseResult parse) =>
        request with { Options = request.Options with { MemoryBudget = Memory.ForData(parse) } };

    private IEnumerable<DataOption> Given(ParseResult parse) => all.Where(option => parse.NameOf(option.Option) is not null);

    private static string[]? Categories(string columns) => columns switch { "auto" => null, "none" => [], _ => List(columns) };

    private static string[] List(string columns) =>
        columns.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static MissingKind Missing(string word) => EnumNames<MissingKind>.TryParse(word, out MissingKind kind) ? kind : default;
}
