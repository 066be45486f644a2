namespace Ctre.Data;

/// <summary>The result of loading a data set.</summary>
/// <param name="Training">The data to learn from; all of it if the source has no test part.</param>
/// <param name="Test">The test part; null if the source has none.</param>
public sealed record LoadedData(Dataset Training, Dataset? Test = null)
{
    /// <summary>The training part and, if there is one, the test part.</summary>
    public IEnumerable<Dataset> Parts => Test is null ? [Training] : [Training, Test];

    /// <summary>The same parts, each changed.</summary>
    internal LoadedData Select(Func<Dataset, Dataset> change) => new(change(Training), Test is null ? null : change(Test));
}
