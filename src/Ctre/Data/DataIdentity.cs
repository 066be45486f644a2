namespace Ctre.Data;

/// <summary>Which rows a run is trained on: checkpoints keep it, so that a run is only resumed with the same.</summary>
/// <param name="Shape">Rows, features and classes, in words.</param>
/// <param name="Digest">The fingerprint of data and split.</param>
internal sealed record DataIdentity(string Shape, string Digest)
{
    /// <summary>The identity of the rows of a split.</summary>
    public static DataIdentity Of(DataSplit split) => new(DataDigest.ShapeOf(split), DataDigest.Of(split));

    /// <summary>Makes sure that data are these.</summary>
    /// <exception cref="InputException">They are others; the message says what is different.</exception>
    public void RequireSame(DataIdentity now)
    {
        if (now.Shape != Shape)
            throw new InputException($"the data are not those that the run was begun with: {now.Shape} now, {Shape} then.");
        if (now.Digest == Digest) return;
        throw new InputException(
            $"the data are not those that the run was begun with: {Shape} as then, but other values, labels, split or another order.");
    }
}
