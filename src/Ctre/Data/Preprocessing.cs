namespace Ctre.Data;

/// <summary>
/// All that happens to a row before the network sees it, fitted on training rows only and saved with the model: categories become
/// one feature each, missing values the median, and features are scaled.
/// </summary>
public sealed class Preprocessing
{
    private readonly OneHot? oneHot;

    /// <summary>Creates the preprocessing of columns of numbers.</summary>
    /// <param name="columns">The columns of the data <c>[columns]</c>.</param>
    /// <param name="scaler">Scale and medians of each of them.</param>
    /// <exception cref="ArgumentException">There are not as many columns as the scaler has features, or some hold categories.</exception>
    public Preprocessing(IReadOnlyList<FeatureColumn> columns, Scaler scaler)
        : this(OfNumbers(columns), null, scaler) { }

    /// <summary>Creates the preprocessing of columns that hold categories if there is an encoding, else numbers.</summary>
    internal Preprocessing(IReadOnlyList<FeatureColumn> columns, OneHot? oneHot, Scaler scaler)
    {
        if ((oneHot?.Features ?? columns.Count) != scaler.Features)
            throw new ArgumentException(
                $"The columns make {oneHot?.Features ?? columns.Count} features, the scaler has {scaler.Features}.", nameof(columns));
        Columns = columns;
        Scaler = scaler;
        this.oneHot = oneHot;
    }

    /// <summary>The columns of the data, with the categories of the training rows.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>The scale of the features, after categories are encoded; the medians that stand for missing values.</summary>
    public Scaler Scaler { get; }

    /// <summary>Number of features that the network sees; as many as columns unless some hold categories.</summary>
    public int Features => Scaler.Features;

    internal IReadOnlyList<int>? Modes => oneHot?.Modes;

    /// <summary>Finds categories, medians and scale over the rows of a training part.</summary>
    /// <param name="kind">How to scale.</param>
    /// <param name="training">The rows, at least one.</param>
    /// <exception cref="InputException">The columns make too many features, or none.</exception>
    public static Preprocessing Fit(ScalerKind kind, DataSlice training) => FitAndEncode(kind, training).Preprocessing;

    /// <summary>The same over the training part of a split; also returns the split with categories encoded.</summary>
    internal static (Preprocessing Preprocessing, DataSplit Encoded) Fit(ScalerKind kind, DataSplit split)
    {
        (Preprocessing preprocessing, Dataset training) = FitAndEncode(kind, split.Training);
        if (training == split.Training.Data) return (preprocessing, split);
        Dataset test = split.Test.Data == split.Training.Data ? training : preprocessing.Encode(split.Test.Data);
        return (preprocessing, split.Over(training, test));
    }

    private static (Preprocessing Preprocessing, Dataset Encoded) FitAndEncode(ScalerKind kind, DataSlice training)
    {
        Dataset raw = training.Data;
        if (!HaveCategories(raw.Columns)) return (new Preprocessing(raw.Columns, null, Scaler.Fit(kind, training)), raw);
        try
        {
            OneHot oneHot = OneHot.Fit(training);
            Dataset encoded = oneHot.Encode(raw);
            Scaler scaler = Scaler.Fit(kind, new DataSlice(encoded, training.Rows.ToArray()));
            return (new Preprocessing(oneHot.Columns, oneHot, scaler), encoded);
        }
        catch (ArgumentException exception)
        {
            throw new InputException($"{raw.Name}: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// The rows as the network sees them but for scaling and medians, which are applied batch by batch: categories are encoded. Data
    /// without categories are returned as they are.
    /// </summary>
    /// <param name="raw">Rows with the columns that this was fitted on.</param>
    /// <exception cref="InputException">The number of columns differs, or there are numbers where categories should be.</exception>
    public Dataset Encode(Dataset raw)
    {
        if (raw.Features != Columns.Count)
            throw new InputException($"{raw.Name} has {raw.Features} features, the model expects {Columns.Count}.");
        if (oneHot is not null) return oneHot.Encode(raw);
        if (!HaveCategories(raw.Columns)) return raw;
        throw new InputException($"{raw.Name} has columns of categories, the model expects numbers only.");
    }

    /// <summary>Encodes and scales one row.</summary>
    /// <param name="row">
    /// A raw row <c>[columns]</c>: numbers, positions in <see cref="FeatureColumn.Categories"/>, NaN where a value is missing.
    /// </param>
    /// <exception cref="InputException">The number of columns differs, or a category or number is none.</exception>
    internal float[] Apply(ReadOnlySpan<float> row)
    {
        if (row.Length != Columns.Count) throw new InputException($"the row has {row.Length} features, the model expects {Columns.Count}.");
        float[] features = oneHot?.Encode(row) ?? row.ToArray();
        Scaler.Apply(features, features);
        return features;
    }

    /// <summary>The cells whose category no training row had: they are encoded as none of the categories.</summary>
    /// <param name="raw">Rows with the columns that this was fitted on.</param>
    /// <returns>Column, category and number of cells, in the order of the columns.</returns>
    /// <exception cref="InputException">There are numbers where categories should be.</exception>
    public IReadOnlyList<(FeatureColumn Column, string Category, int Cells)> UnknownCategories(Dataset raw) => oneHot?.UnknownIn(raw) ?? [];

    private static IReadOnlyList<FeatureColumn> OfNumbers(IReadOnlyList<FeatureColumn> columns) => HaveCategories(columns)
        ? throw new ArgumentException("Columns of categories need an encoding.", nameof(columns))
        : columns;

    private static bool HaveCategories(IReadOnlyList<FeatureColumn> columns) => columns.Any(column => column.Categories is not null);
}
