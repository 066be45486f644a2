namespace Ctre.Data;

/// <summary>The training, validation and test part of a data set.</summary>
public sealed class DataSplit
{
    /// <summary>The share of rows to test on unless another is asked for: 0.2.</summary>
    public const double DefaultTestFraction = 0.2;

    /// <summary>The shares of rows that a part may have.</summary>
    internal static Interval Fractions { get; } = Interval.Parse("(0, 1)");

    private const long TestStage = 0, ValidationStage = 1;

    private readonly double? testFraction;
    private readonly long? seed;

    private DataSplit(DataSlice training, DataSlice validation, DataSlice test, double? testFraction = null, long? seed = null) =>
        (Training, Validation, Test, this.testFraction, this.seed) = (training, validation, test, testFraction, seed);

    /// <summary>Which rows these are, computed when first asked for.</summary>
    internal DataIdentity Identity => field ??= DataIdentity.Of(this);

    /// <summary>Where the rows come from; null for a part of a split.</summary>
    internal TrainedRows? Origin => seed is { } known ? new TrainedRows(Training.Data.Digest, testFraction, known) : null;

    /// <summary>The rows to learn from.</summary>
    public DataSlice Training { get; }

    /// <summary>The rows that choose the best epoch.</summary>
    public DataSlice Validation { get; }

    /// <summary>The rows that the result is measured on.</summary>
    public DataSlice Test { get; }

    /// <summary>
    /// Splits a data set, seeded and in proportion to its classes. Test rows are split off first (unless there is a test
    /// part already), then validation rows from what remains; a part has round(fraction · rows) rows, half up, and every
    /// class keeps at least one training row. The labels of a given test part are matched by class name.
    /// </summary>
    /// <param name="data">The labeled data.</param>
    /// <param name="test">The test part, if it comes separately; <paramref name="testFraction"/> is then ignored.</param>
    /// <param name="testFraction">The share of all rows to test on, between 0 and 1.</param>
    /// <param name="validationFraction">The share of the remaining rows to validate on, between 0 and 1.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <exception cref="InputException">The data cannot be split so; the message says why.</exception>
    public static DataSplit Create(Dataset data, Dataset? test, double testFraction, double validationFraction, long seed)
    {
        if (test is null) RequireFraction(testFraction, "test");
        RequireFraction(validationFraction, "validation");
        RequireClasses(data);

        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        DataSlice testSlice;
        if (test is null)
        {
            (int[] taken, rows) = Take(data, rows, testFraction, seed, TestStage, "test");
            testSlice = new DataSlice(data, taken);
        }
        else
        {
            testSlice = DataSlice.All(Aligned(test, data));
        }

        (int[] validation, int[] training) = Take(data, rows, validationFraction, seed, ValidationStage, "validation");
        return new DataSplit(
            new DataSlice(data, training), new DataSlice(data, validation), testSlice, test is null ? testFraction : null, seed);
    }

    /// <summary>The rows that are split off to test on.</summary>
    internal static int[] TestRows(Dataset data, double testFraction, long seed) =>
        Take(data, [.. Enumerable.Range(0, data.Rows)], testFraction, seed, TestStage, "test").Taken;

    /// <summary>The same rows, but for those of the validation part, which are learned from as well.</summary>
    internal DataSplit WithValidationInTraining() => new(
        new DataSlice(Training.Data, [.. Training.Rows, .. Validation.Rows]), Validation, Test, testFraction, seed);

    /// <summary>The same rows of other data sets.</summary>
    internal DataSplit Over(Dataset training, Dataset test)
    {
        return new DataSplit(Of(training, Training), Of(training, Validation), Of(test, Test));

        static DataSlice Of(Dataset data, DataSlice slice) => new(data, slice.Rows.ToArray());
    }

    /// <summary>The first rows of each part, in proportion.</summary>
    /// <param name="trainingRows">How many training rows, 1 or more.</param>
    internal DataSplit Take(int trainingRows)
    {
        return new DataSplit(First(Training), First(Validation), First(Test));

        DataSlice First(DataSlice slice) =>
            new(slice.Data, slice.Rows[..(int)Math.Max(1, (long)slice.Count * trainingRows / Training.Count)].ToArray());
    }

    private static (int[] Taken, int[] Kept) Take(
        Dataset data, int[] rows, double fraction, long seed, long stage, string part)
    {
        int count = (int)Math.Round(fraction * rows.Length, MidpointRounding.AwayFromZero);
        if (count > 0 && Stratification.Take(data, rows, count, seed, stage) is { } parts) return parts;
        int classes = rows.DistinctBy(row => data.Labels[row]).Count();
        throw new InputException(
            $"{data.Name}: {rows.Length} rows are too few for a {part} fraction of {fraction}: that makes {count} {part} rows, "
            + (count == 0
                ? "and at least 1 is needed."
                : $"and {rows.Length - classes} can be spared, as each of the {classes} classes keeps 1."));
    }

    private static Dataset Aligned(Dataset test, Dataset data)
    {
        if (test.Features != data.Features)
            throw new InputException($"The test data {test.Name} has {test.Features} features, {data.Name} has {data.Features}.");
        if (test.Rows == 0) throw new InputException($"The test data {test.Name} has no rows.");
        return ClassAlignment.To(test, data.ClassNames, "the training data");
    }

    private static void RequireFraction(double fraction, string part)
    {
        if (Fractions.Contains(fraction)) return;
        throw new InputException($"The {part} fraction is {fraction}: it must lie between 0 and 1, both excluded.");
    }

    private static void RequireClasses(Dataset data)
    {
        if (!data.IsLabeled) throw new InputException($"{data.Name} has no labels: there is nothing to learn from.");
        if (!data.Labels.ContainsAnyExcept(data.Labels[0]))
            throw new InputException(
                $"{data.Name} has one class only, {CellText.Quote(data.ClassNames[data.Labels[0]])}: 2 or more are needed.");
    }
}
