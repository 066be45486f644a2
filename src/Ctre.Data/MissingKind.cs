namespace Ctre.Data;

/// <summary>What happens to cells without a value.</summary>
public enum MissingKind
{
    /// <summary>The median of the training rows takes their place; in a column of categories the most frequent category does.</summary>
    Median,

    /// <summary>The first of them is refused, with its position.</summary>
    Error,
}
