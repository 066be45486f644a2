namespace Ctre.Data;

/// <summary>How to read a text table.</summary>
public sealed record CsvOptions
{
    /// <summary>
    /// The column of the class label: its name in the header, or its number from 0 (negative: from the end). Null: a header
    /// named <c>label</c>, <c>class</c>, <c>target</c> or <c>y</c> if there is one, else the last column.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>
    /// How many features a row must have, when a model already says so. A table of exactly this many columns then has no
    /// labels; with one column more, one of them is the label. Null: every table has a label.
    /// </summary>
    public int? ExpectedFeatures { get; init; }

    /// <summary>
    /// The label column of the table that a model was trained on; it counts where <see cref="Label"/> is null: by its name if
    /// the header has it, else by its number.
    /// </summary>
    public LabelColumn? TrainedLabel { get; init; }

    /// <summary>Whether the label column, if there is one, is passed over unread: nobody needs labels to predict.</summary>
    public bool SkipLabels { get; init; }
}
