namespace Ctre.Cli.Comparison;

/// <summary>Ranks from 1 for the smallest; equal values share the mean of their ranks.</summary>
internal static class Ranks
{
    /// <summary>The rank of each value.</summary>
    /// <param name="values">Finite numbers.</param>
    public static double[] Of(IReadOnlyList<double> values) =>
        [.. values.Select(value => values.Count(other => other < value) + (values.Count(other => other == value) + 1) / 2.0)];
}
