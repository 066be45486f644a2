using Ctre.Data.Formats;

namespace Ctre.Data;

/// <summary>How to find and read a data set.</summary>
public sealed record DataSourceOptions
{
    /// <summary>Where known data sets are looked up first: a folder that holds one folder per name.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The label column of a text table: a name, or a number from 0; see <see cref="CsvOptions.Label"/>.</summary>
    public string? Label { get; init; }

    /// <summary>The columns of a text table that hold categories; see <see cref="CsvOptions.Categorical"/>.</summary>
    public IReadOnlyList<string>? Categorical { get; init; }

    /// <summary>Columns of a text table that are left out; see <see cref="CsvOptions.Ignored"/>.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>What happens to cells without a value. Default median.</summary>
    public MissingKind Missing { get; init; } = MissingKind.Median;

    /// <summary>Whether the first row of a text table names the columns; null (the default) to find out.</summary>
    public bool? Header { get; init; }

    /// <summary>A file to test on; it takes the place of a test part that the data has.</summary>
    public string? TestPath { get; init; }

    /// <summary>
    /// How files are to be read: <c>auto</c> (by name and content), <c>csv</c>, <c>idx</c>, <c>uci</c>, <c>libsvm</c>, <c>arff</c>,
    /// <c>npy</c>, <c>npz</c>, <c>mat</c> or <c>cifar</c>.
    /// </summary>
    public string Format
    {
        get;
        init => field = DataFile.Formats.Contains(value) ? value : throw new InputException(
            $"There is no data format {CellText.Quote(value)}: the formats are {string.Join(", ", DataFile.Formats)}.");
    } = DataFile.Auto;

    /// <summary>How to read a text table.</summary>
    internal CsvOptions Table => new() { Label = Label, Categorical = Categorical, Ignored = Ignored, Missing = Missing, Header = Header };
}
