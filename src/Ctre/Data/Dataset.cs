namespace Ctre.Data;

/// <summary>
/// A table of numbers with one class label per row: features <c>[rows × features]</c>, row-major, unscaled, each finite or
/// NaN, which is a missing value; dense or, where most of them are zero, compressed.
/// </summary>
public sealed class Dataset
{
    /// <summary>The largest number of classes: a confusion matrix of them still fits anywhere.</summary>
    public const int MaxClasses = 4096;

    private readonly DenseRows? dense;
    private readonly int[] labels;
    private long? missing;
    private string? digest;

    /// <summary>Creates a data set over existing arrays; they are not copied and must not change afterwards.</summary>
    /// <param name="name">A short name: <c>madelon</c>, <c>isolet</c>, a file name without extension.</param>
    /// <param name="features">Number of features, 1 or more.</param>
    /// <param name="values">The features, row-major <c>[rows × features]</c>.</param>
    /// <param name="labels">One class index per row, each in [0, classes); empty for a table without labels.</param>
    /// <param name="classNames">The name of each class; empty for a table without labels.</param>
    /// <exception cref="ArgumentException">
    /// The lengths don't fit together, a label is out of range, or a name has more than 1,024 characters.
    /// </exception>
    public Dataset(string name, int features, float[] values, int[] labels, IReadOnlyList<string> classNames)
        : this(name, Whole(features, values), null, labels, classNames) { }

    /// <summary>Creates a data set of mostly zeros.</summary>
    /// <param name="name">A short name: <c>pcmac</c>, a file name without extension.</param>
    /// <param name="sparse">The features.</param>
    /// <param name="labels">One class index per row, each in [0, classes); empty for a table without labels.</param>
    /// <param name="classNames">The name of each class; empty for a table without labels.</param>
    /// <exception cref="ArgumentException">
    /// The lengths don't fit together, a label is out of range, or a name has more than 1,024 characters.
    /// </exception>
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
        foreach (string className in classNames) NameLength.Checked(className, "a class");
        foreach (int label in labels)
            if ((uint)label >= (uint)classNames.Count)
                throw new ArgumentException($"Label {label} is outside the {classNames.Count} classes.", nameof(labels));
        Name = NameLength.Checked(name, "a data set");
        ClassNames = classNames;
        Columns = FeatureColumn.UnnamedList(Features);
        Sparse = sparse;
        this.dense = dense;
        this.labels = labels;
    }

    /// <summary>A copy that differs in what is given; all else that is known is kept.</summary>
    private Dataset(Dataset from, string name, DenseRows? dense, int[] labels, IReadOnlyList<string> classNames)
        : this(name, dense, from.Sparse, labels, classNames) =>
        (Columns, Label, Notes, PreferredScaler) = (from.Columns, from.Label, from.Notes, from.PreferredScaler);

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

    /// <summary>
    /// Names and categories of the features <c>[features]</c>; columns of numbers without names unless the data say otherwise.
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many as features.</exception>
    public IReadOnlyList<FeatureColumn> Columns
    {
        get;
        init => field = value.Count == Features
            ? value
            : throw new ArgumentException($"{value.Count} columns for {Features} features.", nameof(Columns));
    }

    /// <summary>Notes for the user on how the data were read; one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The scaling that suits these data when no other is asked for; default min-max.</summary>
    public ScalerKind PreferredScaler { get; init; } = ScalerKind.MinMax;

    /// <summary>The features in compressed form; null if they are stored densely.</summary>
    public SparseRows? Sparse { get; }

    /// <summary>The features <c>[features]</c> of one row that is stored densely.</summary>
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
        if (dense is not null)
        {
            dense.Row(row).CopyTo(target);
            return;
        }

        target[..Features].Clear();
        foreach ((int feature, float value) in StoredValues(row)) target[feature] = value;
    }

    /// <summary>The fingerprint of its rows and labels, computed when first asked for.</summary>
    internal string Digest => digest ??= DataDigest.Of([this]);

    /// <summary>How many values are missing: NaN.</summary>
    public long CountMissing()
    {
        if (missing is { } known) return known;
        long count = 0;
        for (int row = 0; row < Rows; row++)
            foreach ((_, float value) in StoredValues(row)) count += float.IsNaN(value) ? 1 : 0;
        missing = count;
        return count;
    }

    /// <summary>The values of one row that are stored, with their features; what a compressed row does not store is 0.</summary>
    /// <param name="row">The row, from 0.</param>
    internal RowValues StoredValues(int row) =>
        dense is not null ? new RowValues(dense.Row(row)) : new RowValues(Sparse!.Columns(row), Sparse.Values(row));

    /// <summary>How many values are stored.</summary>
    internal long Stored => Sparse?.NonZeros ?? (long)Rows * Features;

    /// <summary>Whether the labels were kept apart from the features, and not in a column among them.</summary>
    internal bool KeepsLabelsApart => IsLabeled && Label is null;

    /// <summary>Whether rows can be scaled without being stored densely: they are compressed, and zeros stay zeros.</summary>
    internal bool StaysCompressed(Scaler scaler) => Sparse is not null && scaler.KeepsZeros;

    /// <summary>The same rows with other labels; the values are shared.</summary>
    internal Dataset WithLabels(int[] newLabels, IReadOnlyList<string> classNames) => new(this, Name, dense, newLabels, classNames);

    /// <summary>The same data, with what is known of their columns.</summary>
    internal Dataset Described(IReadOnlyList<FeatureColumn> columns, LabelColumn? label, IReadOnlyList<string> notes) =>
        new(this, Name, dense, labels, ClassNames) { Columns = columns, Label = label, Notes = notes };

    /// <summary>The same data under another name.</summary>
    internal Dataset Called(string name) => new(this, name, dense, labels, ClassNames);

    /// <summary>The same data, to be scaled so by default.</summary>
    internal Dataset Preferring(ScalerKind scaler) => new(this, Name, dense, labels, ClassNames) { PreferredScaler = scaler };

    /// <summary>Some rows that are stored densely, one after the other; the values are shared.</summary>
    internal Dataset Part(int first, int count) =>
        new(this, Name, dense!.Part(first, count), labels[first..(first + count)], ClassNames);

    /// <summary>Copies of some rows that are stored densely.</summary>
    internal Dataset Select(IReadOnlyList<int> rows)
    {
        DenseRows copies = new(Features);
        foreach (int row in rows) Row(row).CopyTo(copies.AddRow());
        return new Dataset(this, Name, copies, IsLabeled ? [.. rows.Select(row => labels[row])] : [], ClassNames);
    }

    private static DenseRows Whole(int features, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        return values.Length % features == 0
            ? new DenseRows(features, values)
            : throw new ArgumentException($"{values.Length} values don't make whole rows of {features} features.", nameof(values));
    }
}
