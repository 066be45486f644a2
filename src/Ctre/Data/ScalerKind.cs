namespace Ctre.Data;

/// <summary>How features are scaled before a network sees them.</summary>
public enum ScalerKind
{
    /// <summary>Each feature to [0, 1] over the training rows.</summary>
    [Spelled("minmax")]
    MinMax,

    /// <summary>Each feature to mean 0 and standard deviation 1 over the training rows.</summary>
    Standard,

    /// <summary>Features stay as they are.</summary>
    None,
}
