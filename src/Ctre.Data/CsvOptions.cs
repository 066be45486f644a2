namespace Ctre.Data;

/// <summary>What happens to cells without a value.</summary>
public enum MissingKind
{
    /// <summary>The median of the training rows takes their place; in a column of categories the most frequent category does.</summary>
    Median,

    /// <summary>The first of them is refused, with its place.</summary>
    Error,
}

/// <summary>How to read a text table.</summary>
public sealed record CsvOptions
{
    /// <summary>
    /// The column of the class label: its name in the header, or its number from 0 (negative: from the end). Null: a header
    /// named <c>label</c>, <c>class</c>, <c>target</c> or <c>y</c> if there is one, else the last column.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>
    /// The columns that hold categories instead of numbers, named or numbered as <see cref="Label"/>; all others must hold numbers.
    /// Null (the default): columns of texts hold categories.
    /// </summary>
    public IReadOnlyList<string>? Categorical { get; init; }

    /// <summary>Columns that are left out, named or numbered as <see cref="Label"/>. Default none.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>What happens to cells that are empty, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>null</c> or <c>nan</c>. Default median.</summary>
    public MissingKind Missing { get; init; } = MissingKind.Median;

    /// <summary>Whether the first row names the columns; null (the default) to find out.</summary>
    public bool? Header { get; init; }

    /// <summary>
    /// The features that a model or the training part has. Columns are then found by name if both sides have names, wherever they stand,
    /// and further ones are passed over; else by number: a table of exactly as many columns has no labels; with one column more, one of
    /// them is the label. Null: every table has a label.
    /// </summary>
    public IReadOnlyList<FeatureColumn>? ExpectedColumns { get; init; }

    /// <summary>
    /// The label column of the table that a model was trained on; it counts where <see cref="Label"/> is null: by its name if
    /// the header has it, else by its number.
    /// </summary>
    public LabelColumn? TrainedLabel { get; init; }

    /// <summary>Whether the label column, if there is one, is passed over unread: nobody needs labels to predict.</summary>
    public bool SkipLabels { get; init; }
}
