namespace Ctre.Tests;

/// <summary>Equality up to rounding: within a tolerance relative to the largest expected value of the array.</summary>
internal static class Close
{
    public static void To(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance, string what)
    {
        double[] right = [.. expected], given = [.. actual];
        Assert.Equal(right.Length, given.Length);
        double largest = right.Length == 0 ? 0 : right.Max(Math.Abs);
        for (int i = 0; i < right.Length; i++)
        {
            if (!(Math.Abs(right[i] - given[i]) <= tolerance * largest + 1e-30))
                Assert.Fail($"{what} differ at {i}: {right[i]:R} expected, {given[i]:R} found, largest {largest:R}");
        }
    }

    public static void To(IEnumerable<double> expected, ReadOnlySpan<float> actual, double tolerance, string what) =>
        To(expected, actual.ToArray().Select(value => (double)value), tolerance, what);

    public static void To(double expected, double actual, double tolerance, string what) =>
        To([expected], [actual], tolerance, what);
}
