namespace Ctre.Data;

/// <summary>
/// A table of numbers with one class label per row: features <c>[rows × features]</c>, row-major, unscaled, all finite.
/// </summary>
public sealed class Dataset
{
    /// <summary>The largest number of classes: a confusion matrix of them still fits anywhere.</summary>
    public const int MaxClasses = 4096;

    private readonly float[] values;
    private readonly int[] labels;

    /// <summary>Creates a data set over existing arrays; they are not copied and must not change afterwards.</summary>
    /// <param name="name">A short name: <c>madelon</c>, <c>isolet</c>, a file name without extension.</param>
    /// <param name="features">Number of features, 1 or more.</param>
    /// <param name="values">The features, row-major <c>[rows × features]</c>.</param>
    /// <param name="labels">One class index per row, each in [0, classes); empty for a table without labels.</param>
    /// <param name="classNames">The name of each class; empty for a table without labels.</param>
    /// <exception cref="ArgumentException">The lengths don't fit together, or a label is out of range.</exception>
    public Dataset(string name, int features, float[] values, int[] labels, IReadOnlyList<string> classNames)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        if (values.Length % features != 0)
            throw new ArgumentException($"{values.Length} values don't make whole rows of {features} features.", nameof(values));
        Rows = values.Length / features;
        if (labels.Length != 0 && labels.Length != Rows)
            throw new ArgumentException($"{labels.Length} labels for {Rows} rows.", nameof(labels));
        if (classNames.Count > MaxClasses)
            throw new ArgumentException($"{classNames.Count} classes; at most {MaxClasses} are supported.", nameof(classNames));
        foreach (int label in labels)
            if ((uint)label >= (uint)classNames.Count)
                throw new ArgumentException($"Label {label} is outside the {classNames.Count} classes.", nameof(labels));
        Name = name;
        Features = features;
        ClassNames = classNames;
        this.values = values;
        this.labels = labels;
    }

    /// <summary>The short name of the data set.</summary>
    public string Name { get; }

    /// <summary>Number of rows (samples).</summary>
    public int Rows { get; }

    /// <summary>Number of features (columns without the label).</summary>
    public int Features { get; }

    /// <summary>Number of classes; 0 for a table without labels.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>The name of each class, in the order of the class indices.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether every row has a class label.</summary>
    public bool IsLabeled => labels.Length > 0;

    /// <summary>The column that held the labels; null unless the rows came from a text table with labels.</summary>
    public LabelColumn? Label { get; init; }

    /// <summary>The class index of each row; empty for a table without labels.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>The features <c>[features]</c> of one row.</summary>
    /// <param name="row">The row, from 0.</param>
    public ReadOnlySpan<float> Row(int row) => values.AsSpan(checked(row * Features), Features);

    /// <summary>The same rows with other labels; the values are shared.</summary>
    internal Dataset WithLabels(int[] newLabels, IReadOnlyList<string> classNames) =>
        new(Name, Features, values, newLabels, classNames);
}
