namespace Ctre.Data;

/// <summary>
/// A table of numbers with one class label per row: features <c>[rows × features]</c>, row-major, unscaled, each finite or
/// NaN, which stands for a missing value; in full or, where most of them are zero, compressed.
/// </summary>
public sealed class Dataset
{
    /// <summary>The largest number of classes: a confusion matrix of them still fits anywhere.</summary>
    public const int MaxClasses = 4096;

    private readonly DenseRows? dense;
    private readonly int[] labels;
    private long? missing;

    /// <summary>Creates a data set over existing arrays; they are not copied and must not change afterwards.</summary>
    /// <param name="name">A short name: <c>madelon</c>, <c>isolet</c>, a file name without extension.</param>
    /// <param name="features">Number of features, 1 or more.</param>
    /// <param name="values">The features, row-major <c>[rows × features]</c>.</param>
    /// <param name="labels">One class index per row, each in [0, classes); empty for a table without labels.</param>
    /// <param name="classNames">The name of each class; empty for a table without labels.</param>
    /// <exception cref="ArgumentException">The lengths don't fit together, or a label is out of range.</exception>
    public Dataset(string name, int features, float[] values, int[] labels, IReadOnlyList<string> classNames)
        : this(name, Whole(features, values), null, labels, classNames) { }

    /// <summary>Creates a data set of mostly zeros.</summary>
    /// <param name="name">A short name: <c>pcmac</c>, a file name without extension.</param>
    /// <param name="sparse">The features.</param>
    /// <param name="labels">One class index per row, each in [0, classes); empty for a table without labels.</param>
    /// <param name="classNames">The name of each class; empty for a table without labels.</param>
    /// <exception cref="ArgumentException">The lengths don't fit together, or a label is out of range.</exception>
    public Dataset(string name, SparseRows sparse, int[] labels, IReadOnlyList<string> classNames)
        : this(name, null, sparse, labels, classNames) { }

    /// <summary>Creates a data set over rows that are not added to any more.</summary>
    internal Dataset(string name, DenseRows rows, int[] labels, IReadOnlyList<string> classNames)
        : this(name, rows, null, labels, classNames) { }

    private Dataset(string name, DenseRows? dense, SparseRows? sparse, int[] labels, IReadOnlyList<string> classNames)
    {
        Rows = dense?.Count ?? sparse!.Count;
        Features = dense?.Features ?? sparse!.Features;
        if (labels.Length != 0 && labels.Length != Rows)
            throw new ArgumentException($"{labels.Length} labels for {Rows} rows.", nameof(labels));
        if (classNames.Count > MaxClasses)
            throw new ArgumentException($"{classNames.Count} classes; at most {MaxClasses} are supported.", nameof(classNames));
        foreach (int label in labels)
            if ((uint)label >= (uint)classNames.Count)
                throw new ArgumentException($"Label {label} is outside the {classNames.Count} classes.", nameof(labels));
        Name = name;
        ClassNames = classNames;
        Columns = FeatureColumn.UnnamedList(Features);
        Sparse = sparse;
        this.dense = dense;
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

    /// <summary>Names and categories of the features <c>[features]</c>; columns of numbers without names unless the data say otherwise.</summary>
    /// <exception cref="ArgumentException">There are not as many as features.</exception>
    public IReadOnlyList<FeatureColumn> Columns
    {
        get;
        init => field = value.Count == Features ? value : throw new ArgumentException($"{value.Count} columns for {Features} features.", nameof(Columns));
    }

    /// <summary>What the user should know of how the data were read; one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The features in compressed form; null if they are stored in full.</summary>
    public SparseRows? Sparse { get; }

    /// <summary>The features <c>[features]</c> of one row that is stored in full.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="InvalidOperationException">The rows are compressed; see <see cref="Sparse"/> and <see cref="CopyRow"/>.</exception>
    public ReadOnlySpan<float> Row(int row) => dense is not null
        ? dense.Row(row)
        : throw new InvalidOperationException("The rows are compressed: copy one, or use Sparse.");

    /// <summary>Copies one row, however it is stored.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="target">Where to, <c>[features]</c>.</param>
    public void CopyRow(int row, Span<float> target)
    {
        if (Sparse is not { } rows)
        {
            Row(row).CopyTo(target);
            return;
        }

        target[..Features].Clear();
        ReadOnlySpan<int> columns = rows.Columns(row);
        for (int i = 0; i < columns.Length; i++) target[columns[i]] = rows.Values(row)[i];
    }

    /// <summary>How many values are missing: NaN.</summary>
    public long CountMissing()
    {
        if (missing is { } known) return known;
        long count = 0;
        for (int row = 0; row < Rows; row++) count += Missing(Sparse is null ? Row(row) : Sparse.Values(row));
        missing = count;
        return count;
    }

    /// <summary>The same rows with other labels; the values are shared.</summary>
    internal Dataset WithLabels(int[] newLabels, IReadOnlyList<string> classNames) =>
        new(Name, dense, Sparse, newLabels, classNames) { Columns = Columns, Label = Label, Notes = Notes };

    /// <summary>The same data, with what is known of their columns.</summary>
    internal Dataset Described(IReadOnlyList<FeatureColumn> columns, LabelColumn? label, IReadOnlyList<string> notes) =>
        new(Name, dense, Sparse, labels, ClassNames) { Columns = columns, Label = label, Notes = notes };

    /// <summary>The same data under another name.</summary>
    internal Dataset Called(string name) =>
        new(name, dense, Sparse, labels, ClassNames) { Columns = Columns, Label = Label, Notes = Notes };

    /// <summary>Some rows that are stored in full, one after the other; the values are shared.</summary>
    internal Dataset Part(int first, int count) => new(Name, dense!.Part(first, count), labels[first..(first + count)], ClassNames)
    {
        Columns = Columns,
        Label = Label,
        Notes = Notes,
    };

    private static long Missing(ReadOnlySpan<float> values)
    {
        long count = 0;
        foreach (float value in values) count += float.IsNaN(value) ? 1 : 0;
        return count;
    }

    private static DenseRows Whole(int features, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        return values.Length % features == 0
            ? new DenseRows(features, values)
            : throw new ArgumentException($"{values.Length} values don't make whole rows of {features} features.", nameof(values));
    }
}
