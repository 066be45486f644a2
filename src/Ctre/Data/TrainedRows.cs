namespace Ctre.Data;

/// <summary>Which data set a model was trained on, and which of its rows were held out to test on.</summary>
/// <param name="Digest">The fingerprint of the data set.</param>
/// <param name="TestFraction">The share of its rows that were held out; null if the test rows came separately.</param>
/// <param name="Seed">The seed of the split.</param>
internal sealed record TrainedRows(string Digest, double? TestFraction, long Seed)
{
    /// <summary>Whether a data set is the one.</summary>
    public bool Match(Dataset data) => data.IsLabeled && data.Digest == Digest;

    /// <summary>The rows of the data set that were held out; none if the test rows came separately.</summary>
    public DataSlice HeldOut(Dataset data) =>
        new(data, TestFraction is { } fraction ? DataSplit.TestRows(data, fraction, Seed) : []);
}
