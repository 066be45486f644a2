namespace Ctre.Data.Summary;

/// <summary>Statistics of the rows of a data set: its classes, its features, its ranges.</summary>
public sealed class DataSummary
{
    private DataSummary(Dataset data)
    {
        Rows = data.Rows;
        Features = FeatureSums.Of(data);
        Classes = CountClasses(data);
        DuplicateRows = RowDigest.CountRepeated(data);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>The statistics of each feature.</summary>
    public IReadOnlyList<FeatureStatistics> Features { get; }

    /// <summary>How many rows each class has, in the order of the classes; empty without labels.</summary>
    public IReadOnlyList<(string Name, int Rows)> Classes { get; }

    /// <summary>The rows of the largest class by those of the smallest that has any; null without labels.</summary>
    public double? Imbalance => Classes.Where(one => one.Rows > 0).Select(one => one.Rows).ToArray() is { Length: > 0 } counts
        ? counts.Max() / (double)counts.Min()
        : null;

    /// <summary>How many rows have the same features as an earlier one; found by 64-bit digests.</summary>
    public int DuplicateRows { get; }

    /// <summary>How many values are missing.</summary>
    public long Missing => Features.Sum(feature => (long)feature.Missing);

    /// <summary>The features that hold numbers in any row.</summary>
    public IEnumerable<FeatureStatistics> Numbers => Features.Where(feature => !feature.IsCategorical && feature.Missing < Rows);

    /// <summary>The share of zeros among the numbers; 0 if there are none.</summary>
    public double ZeroShare => Count == 0 ? 0 : Numbers.Sum(feature => (long)feature.Zeros) / (double)Count;

    /// <summary>The smallest number; NaN if there is none.</summary>
    public float Minimum => Numbers.Select(feature => feature.Minimum).DefaultIfEmpty(float.NaN).Min();

    /// <summary>The largest number; NaN if there is none.</summary>
    public float Maximum => Numbers.Select(feature => feature.Maximum).DefaultIfEmpty(float.NaN).Max();

    /// <summary>The mean of all numbers; NaN if there is none.</summary>
    public double Mean => Numbers.Sum(feature => feature.Mean * (Rows - feature.Missing)) / Count;

    /// <summary>Whether all numbers are integers.</summary>
    public bool IsWhole => Numbers.Any() && Numbers.All(feature => feature.IsWhole);

    /// <summary>The features that are the same in all rows, or missing in all.</summary>
    public IEnumerable<FeatureStatistics> ConstantFeatures => Features.Where(feature => feature.IsConstant);

    private long Count => Numbers.Sum(feature => (long)Rows - feature.Missing);

    /// <summary>Looks at all rows of a data set.</summary>
    /// <param name="data">The rows; NaN is a missing value.</param>
    public static DataSummary Of(Dataset data) => new(data);

    private static (string Name, int Rows)[] CountClasses(Dataset data)
    {
        var counts = new int[data.Classes];
        foreach (int label in data.Labels) counts[label]++;
        return [.. data.ClassNames.Zip(counts)];
    }
}
