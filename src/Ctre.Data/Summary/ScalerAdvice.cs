using Ctre.Data.Known;

namespace Ctre.Data.Summary;

/// <summary>The scaling that probably suits a data set, with the reason.</summary>
/// <param name="Kind">The scaling.</param>
/// <param name="Reason">Why, in a few words.</param>
internal sealed record ScalerAdvice(ScalerKind Kind, string Reason)
{
    /// <summary>A value so many deviations from the mean compresses the others into a small part of [0, 1].</summary>
    private const double FarReach = 10;

    /// <summary>Spreads that differ by such a factor are not similar any more.</summary>
    private const double FarSpreads = 1000;

    private const double MostlyZeros = 0.9, ManyFeatures = 0.05;

    /// <summary>Guesses.</summary>
    /// <param name="summary">What the training rows are like.</param>
    /// <param name="known">The known data set that they are; null for other data.</param>
    public static ScalerAdvice For(DataSummary summary, KnownDataSet? known)
    {
        if (known is not null) return new(known.Scaler, $"what suits {known.Name}");
        FeatureStatistics[] varying = [.. summary.Numbers.Where(feature => !feature.IsConstant)];
        if (varying.Length == 0) return new(ScalerKind.MinMax, "no feature of numbers varies");
        if (summary.ZeroShare >= MostlyZeros) return new(ScalerKind.MinMax, "most values are zero and stay zero");
        if (summary is { IsWhole: true, Minimum: >= 0, Maximum: > 1 and <= 255 })
            return new(ScalerKind.MinMax, "integers from 0 to 255, as in images");
        if (summary is { Minimum: >= -1, Maximum: <= 1 }) return new(ScalerKind.MinMax, "all values are within [-1, 1]");
        int far = varying.Count(feature => !feature.IsFlag && feature.Reach > FarReach);
        if (far > ManyFeatures * varying.Length)
        {
            string reason = $"{far} of {varying.Length} features have values more than {FarReach} deviations from their mean";
            return new(ScalerKind.Standard, reason);
        }

        // Rare flags would dominate all others if they were standardized.
        if (varying.Any(feature => feature.IsFlag && feature.Reach > FarReach))
            return new(ScalerKind.MinMax, "some features are rare flags");
        double ratio = varying.Max(feature => feature.Deviation) / varying.Min(feature => feature.Deviation);
        return ratio >= FarSpreads
            ? new(ScalerKind.Standard, "the spreads of features differ by orders of magnitude")
            : new(ScalerKind.MinMax, "no feature has values far from its others");
    }
}
