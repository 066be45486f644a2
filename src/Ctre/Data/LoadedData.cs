namespace Ctre.Data;

/// <summary>What a data source gave.</summary>
/// <param name="Training">The data to learn from; all of it if the source has no test part.</param>
/// <param name="Test">The test part; null if the source has none.</param>
/// <param name="PreferredScaler">The scaling that suits this source when nobody asks for another.</param>
public sealed record LoadedData(Dataset Training, Dataset? Test, ScalerKind PreferredScaler)
{
    /// <summary>The training part and, if there is one, the test part.</summary>
    public IEnumerable<Dataset> Parts => Test is null ? [Training] : [Training, Test];
}
