using Ctre.Data.Formats;

namespace Ctre.Data;

/// <summary>How to find and read a data set.</summary>
public sealed record DataSourceOptions
{
    /// <summary>Where known data sets are looked up first: a folder that holds one folder per name.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>A file to test on; it replaces a test part that the data has.</summary>
    public string? TestPath { get; init; }

    /// <summary>
    /// The format of the files: the name of one of <see cref="Formats"/>, or <c>auto</c> (the default) to recognize each by its name and
    /// content. Checked when data are read.
    /// </summary>
    public string Format { get; init; } = DataFormats.Auto;

    /// <summary>The formats that are known, by default <see cref="DataFormats.All"/>; add one of your own at the end.</summary>
    public IReadOnlyList<DataFormat> Formats { get; init; } = DataFormats.All;

    /// <summary>
    /// The column of a table that holds the class label: its name in the header, or its number from 0 (negative: from the end). Null: a
    /// header named <c>label</c>, <c>class</c>, <c>target</c> or <c>y</c> if there is one, else the last column.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>
    /// The columns of a table that hold categories instead of numbers, named or numbered as <see cref="Label"/>; all others must hold
    /// numbers. Null (the default): columns of texts hold categories.
    /// </summary>
    public IReadOnlyList<string>? Categorical { get; init; }

    /// <summary>Columns of a table that are left out, named or numbered as <see cref="Label"/>. Default none.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>What happens to cells that are empty, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>null</c> or <c>nan</c>. Default median.</summary>
    public MissingKind Missing { get; init; } = MissingKind.Median;

    /// <summary>Whether the first row of a text table names the columns; null (the default) to find out.</summary>
    public bool? Header { get; init; }

    /// <summary>
    /// Bytes that data may take while they are read and afterwards, 1 or more; null (the default) for no limit. Reading stops, with one
    /// line that says where, as soon as they are used up: a packed file may hold much more than its size says.
    /// </summary>
    public long? MemoryBudget { get; init; }

    /// <summary>What is left of the budget of one load, which all its parts share; null for no limit.</summary>
    internal MemoryBudget? Budget { get; init; }

    /// <summary>
    /// For readers: the features that a model or the training part has. Columns are then found by name if both sides have names, in any
    /// order, and further ones are ignored; else by number: a table of exactly as many columns has no labels; with one column more, one of
    /// them is the label. Null: every table has a label. <see cref="DataSource"/> sets it.
    /// </summary>
    public IReadOnlyList<FeatureColumn>? ExpectedColumns { get; init; }

    /// <summary>
    /// For readers: the label column of the table that a model was trained on; it counts where <see cref="Label"/> is null: by its name if
    /// the header has it, else by its number. <see cref="DataSource"/> sets it.
    /// </summary>
    public LabelColumn? TrainedLabel { get; init; }

    /// <summary>For readers: whether labels, if there are any, are skipped. <see cref="DataSource"/> sets it.</summary>
    public bool SkipLabels { get; init; }

    /// <summary>The same options, with a budget of its own for a load that begins.</summary>
    internal DataSourceOptions Budgeted() => this with { Budget = MemoryBudget is { } bytes ? new MemoryBudget(bytes) : null };

    /// <summary>The format that is asked for; null for the one that each file turns out to have.</summary>
    /// <exception cref="InputException">There is no such format.</exception>
    internal DataFormat? ChosenFormat => Format == DataFormats.Auto ? null
        : Formats.LastOrDefault(format => format.Name == Format) ?? throw new InputException(
            $"There is no data format {CellText.Quote(Format)}: the formats are {string.Join(", ", DataFormats.NamesOf(Formats))}.");
}
