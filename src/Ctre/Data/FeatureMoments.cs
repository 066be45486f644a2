namespace Ctre.Data;

/// <summary>
/// Sums over some rows, for each feature: smallest and largest value, sum and sum of squares of differences from an origin.
/// </summary>
internal sealed class FeatureMoments
{
    private readonly double[] origin;

    /// <summary>Starts without values.</summary>
    /// <param name="features">Number of features.</param>
    /// <param name="origin">What is subtracted from each value before it is summed <c>[features]</c>; null for nothing.</param>
    public FeatureMoments(int features, double[]? origin = null)
    {
        this.origin = origin ?? new double[features];
        (Minimum, Maximum, Count) = (new float[features], new float[features], new int[features]);
        (Sum, Squares) = (new double[features], new double[features]);
        Array.Fill(Minimum, float.PositiveInfinity);
        Array.Fill(Maximum, float.NegativeInfinity);
    }

    /// <summary>The smallest value; infinite if there is none.</summary>
    public float[] Minimum { get; }

    /// <summary>The largest value; negative infinity if there is none.</summary>
    public float[] Maximum { get; }

    /// <summary>How many values there are.</summary>
    public int[] Count { get; }

    /// <summary>Σ (value − origin).</summary>
    public double[] Sum { get; }

    /// <summary>Σ (value − origin)², in double: squares of the largest floats (1e77) are far from its range.</summary>
    public double[] Squares { get; }

    /// <summary>Adds a value, not NaN.</summary>
    public void Add(int feature, float value)
    {
        Minimum[feature] = Math.Min(Minimum[feature], value);
        Maximum[feature] = Math.Max(Maximum[feature], value);
        Count[feature]++;
        double difference = value - origin[feature];
        Sum[feature] += difference;
        Squares[feature] += difference * difference;
    }

    /// <summary>Adds the zeros that compressed rows do not store, so that each feature has so many values; the origin must be 0.</summary>
    /// <returns>How many zeros were added.</returns>
    public int AddZeros(int feature, int count)
    {
        int zeros = count - Count[feature];
        if (zeros == 0) return 0;
        (Minimum[feature], Maximum[feature]) = (Math.Min(Minimum[feature], 0), Math.Max(Maximum[feature], 0));
        Count[feature] = count;
        return zeros;
    }
}
