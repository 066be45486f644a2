using System.Runtime.CompilerServices;

namespace Ctre.Data;

/// <summary>
/// A scale per feature, fitted on training rows only: scaled = (value − offset) · factor. A feature that is constant over
/// the training rows has factor 0, so it scales to 0 everywhere. Values outside the training range are not clipped. The median of the
/// training rows stands for a missing value (NaN).
/// </summary>
public sealed class Scaler
{
    private readonly float[] offset, factor, median;

    /// <summary>Creates a scaler over existing arrays; they are not copied and must not change afterwards.</summary>
    /// <param name="kind">How the numbers were found.</param>
    /// <param name="offset">What is subtracted <c>[features]</c>.</param>
    /// <param name="factor">What the difference is multiplied by <c>[features]</c>.</param>
    /// <param name="median">What stands for a missing value, unscaled <c>[features]</c>; null for the offset, which scales to 0.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or a number is not finite.</exception>
    public Scaler(ScalerKind kind, float[] offset, float[] factor, float[]? median = null)
    {
        median ??= offset;
        if (offset.Length == 0 || offset.Length != factor.Length || offset.Length != median.Length)
            throw new ArgumentException(
                $"{offset.Length} offsets, {factor.Length} factors and {median.Length} medians: need as many of each, 1 or more.");
        RequireFinite(offset, nameof(offset));
        RequireFinite(factor, nameof(factor));
        RequireFinite(median, nameof(median));
        Kind = kind;
        this.offset = offset;
        this.factor = factor;
        this.median = median;
    }

    /// <summary>How the numbers were found.</summary>
    public ScalerKind Kind { get; }

    /// <summary>Number of features.</summary>
    public int Features => offset.Length;

    /// <summary>What is subtracted from each feature <c>[features]</c>.</summary>
    public ReadOnlySpan<float> Offset => offset;

    /// <summary>What the difference is multiplied by <c>[features]</c>.</summary>
    public ReadOnlySpan<float> Factor => factor;

    /// <summary>What stands for a missing value, unscaled <c>[features]</c>.</summary>
    public ReadOnlySpan<float> Median => median;

    /// <summary>Finds offset, factor and median of every feature over the rows of a training part.</summary>
    /// <param name="kind">How to scale.</param>
    /// <param name="training">The rows to learn the scale from, at least one.</param>
    public static Scaler Fit(ScalerKind kind, DataSlice training)
    {
        if (training.Count == 0) throw new ArgumentException("A scaler needs at least one row.", nameof(training));
        float[] median = Data.Median.OfFeatures(training);
        FeatureSummary summary = FeatureSummary.Of(training, median, deviations: kind == ScalerKind.Standard);
        if (training.Data.Sparse is not null) return FitSparse(kind, summary, median);
        var offset = new float[training.Data.Features];
        var factor = new float[training.Data.Features];
        for (int i = 0; i < offset.Length; i++)
        {
            (float minimum, float maximum) = (summary.Minimum[i], summary.Maximum[i]);
            (offset[i], factor[i]) = kind switch
            {
                ScalerKind.None => (0f, 1f),
                _ when minimum == maximum => (minimum, 0f),
                ScalerKind.MinMax => (minimum, UnitFactor(minimum, maximum)),
                ScalerKind.Standard => ((float)summary.Mean[i], FiniteInverse(summary.Deviation[i])),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
        }

        return new Scaler(kind, offset, factor, median);
    }

    /// <summary>
    /// Zeros must stay zeros where they are not stored: nothing is subtracted. Min-max divides by the largest |value|, which is the same
    /// for counts, standard by the deviation.
    /// </summary>
    private static Scaler FitSparse(ScalerKind kind, FeatureSummary summary, float[] median)
    {
        var factor = new float[summary.Minimum.Length];
        for (int f = 0; f < factor.Length; f++)
        {
            float largest = Math.Max(Math.Abs(summary.Minimum[f]), Math.Abs(summary.Maximum[f]));
            factor[f] = kind switch
            {
                ScalerKind.None => 1,
                _ when summary.Minimum[f] == summary.Maximum[f] => 0,
                ScalerKind.MinMax => UnitFactor(0, largest),
                ScalerKind.Standard => FiniteInverse(summary.Deviation[f]),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
        }

        return new Scaler(kind, new float[factor.Length], factor, median);
    }

    /// <summary>Whether zeros stay zeros.</summary>
    internal bool KeepsZeros => !Offset.ContainsAnyExcept(0f);

    /// <summary>Scales one row; finite values stay finite whatever their range, missing ones become the scaled median.</summary>
    /// <param name="row">Values <c>[features]</c>.</param>
    /// <param name="scaled">Where the scaled values go <c>[features]</c>; may be <paramref name="row"/> itself.</param>
    public void Apply(ReadOnlySpan<float> row, Span<float> scaled)
    {
        if (row.Length != Features || scaled.Length != Features)
            throw new ArgumentException($"{row.Length} values into {scaled.Length} places; the scaler has {Features} features.");
        for (int i = 0; i < row.Length; i++) scaled[i] = Scale(row[i], i);
    }

    /// <summary>One scaled value of a feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float Scale(float value, int feature) =>
        Scale(float.IsNaN(value) ? median[feature] : value, offset[feature], factor[feature]);

    /// <summary>(value − offset) · factor, finite for finite numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Scale(float value, float offset, float factor)
    {
        float scaled = (value - offset) * factor;
        if (float.IsFinite(scaled)) return scaled;
        // A difference beyond the range of float (±3e38) is computed in double; only a result beyond it is clipped.
        return (float)Math.Clamp(((double)value - offset) * factor, -float.MaxValue, float.MaxValue);
    }

    // The largest factor that sends the training maximum to 1 or just below, so that rounding never leaves [0, 1].
    private static float UnitFactor(float minimum, float maximum)
    {
        float factor = FiniteInverse((double)maximum - minimum);
        while (Scale(maximum, minimum, factor) > 1) factor = float.BitDecrement(factor);
        return factor;
    }

    private static float FiniteInverse(double range) => (float)Math.Min(1 / range, float.MaxValue);

    private static void RequireFinite(float[] numbers, string name)
    {
        foreach (float number in numbers)
            if (!float.IsFinite(number)) throw new ArgumentException($"{number} is not a finite number.", name);
    }
}
