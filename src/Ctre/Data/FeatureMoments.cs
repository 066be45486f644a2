namespace Ctre.Data;

/// <summary>
/// Sums over some rows of one feature: smallest and largest value, sum and sum of squares of differences from an origin, in double: squares
/// of the largest floats (1e77) are far from its range.
/// </summary>
internal struct FeatureMoments
{
    private readonly double origin;

    /// <summary>Starts without values.</summary>
    /// <param name="origin">What is subtracted from each value before it is summed.</param>
    public FeatureMoments(double origin)
    {
        this.origin = origin;
        (Minimum, Maximum) = (float.PositiveInfinity, float.NegativeInfinity);
    }

    /// <summary>The smallest value; infinite if there is none.</summary>
    public float Minimum { get; private set; }

    /// <summary>The largest value; negative infinity if there is none.</summary>
    public float Maximum { get; private set; }

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Σ (value − origin).</summary>
    public double Sum { get; private set; }

    /// <summary>Σ (value − origin)².</summary>
    public double Squares { get; private set; }

    /// <summary>One for each feature, without values.</summary>
    /// <param name="features">Number of features.</param>
    /// <param name="origin">The origins <c>[features]</c>; null for 0.</param>
    public static FeatureMoments[] Of(int features, double[]? origin = null) =>
        [.. Enumerable.Range(0, features).Select(feature => new FeatureMoments(origin?[feature] ?? 0))];

    /// <summary>Adds a value, not NaN.</summary>
    public void Add(float value)
    {
        Minimum = Math.Min(Minimum, value);
        Maximum = Math.Max(Maximum, value);
        Count++;
        double difference = value - origin;
        Sum += difference;
        Squares += difference * difference;
    }

    /// <summary>Adds the zeros that compressed rows do not store, so that there are so many values; the origin must be 0.</summary>
    /// <returns>How many zeros were added.</returns>
    public int AddZeros(int count)
    {
        int zeros = count - Count;
        if (zeros == 0) return 0;
        (Minimum, Maximum, Count) = (Math.Min(Minimum, 0), Math.Max(Maximum, 0), count);
        return zeros;
    }
}
