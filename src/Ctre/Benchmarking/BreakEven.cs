namespace Ctre.Benchmarking;

/// <summary>Where sparse training is faster than dense.</summary>
internal enum BreakEvenKind
{
    /// <summary>Below the break-even density.</summary>
    Below,

    /// <summary>At every density that was measured.</summary>
    Everywhere,

    /// <summary>At no density that was measured.</summary>
    Nowhere,
}

/// <summary>The density at which a sparse step takes as long as the dense step of the same shape.</summary>
/// <param name="Pays">Where sparse is faster.</param>
/// <param name="Density">The break-even density; null unless sparse is faster below one.</param>
internal sealed record BreakEven(BreakEvenKind Pays, double? Density)
{
    /// <summary>
    /// Walks from the sparsest network upward to the first that is not faster than dense; between it and the one before, the logarithms of
    /// density and time are interpolated linearly.
    /// </summary>
    /// <param name="sparse">Sparse networks, 1 or more, of different densities.</param>
    /// <param name="dense">The dense network of the same shape, on as many threads.</param>
    public static BreakEven Of(IEnumerable<StepSpeed> sparse, StepSpeed dense)
    {
        (double LogDensity, double LogGain)? last = null;
        foreach (StepSpeed speed in sparse.OrderBy(speed => speed.Density))
        {
            (double LogDensity, double LogGain) point = (Math.Log(speed.Density), Math.Log(speed.GainOver(dense)));
            if (point.LogGain <= 0) return last is { } below ? Between(below, point) : new BreakEven(BreakEvenKind.Nowhere, null);
            last = point;
        }

        return new BreakEven(BreakEvenKind.Everywhere, null);
    }

    private static BreakEven Between((double LogDensity, double LogGain) below, (double LogDensity, double LogGain) above)
    {
        double share = below.LogGain / (below.LogGain - above.LogGain);
        return new BreakEven(BreakEvenKind.Below, Math.Exp(below.LogDensity + share * (above.LogDensity - below.LogDensity)));
    }
}
