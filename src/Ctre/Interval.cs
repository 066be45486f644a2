using System.Globalization;

namespace Ctre;

/// <summary>The numbers that are allowed for an option, as data: each range is written once.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end; infinite if there is none.</param>
/// <param name="ExcludesLow">Whether the lower end is not allowed itself.</param>
/// <param name="ExcludesHigh">Whether the upper end is not allowed itself.</param>
internal sealed record Interval(double Low, double High, bool ExcludesLow = false, bool ExcludesHigh = false)
{
    /// <summary>0 or more.</summary>
    public static Interval NotNegative { get; } = Parse("[0, ∞)");

    /// <summary>Reads <c>[0, 1)</c>, <c>(0, ∞)</c>, <c>[1, 65536]</c>.</summary>
    /// <param name="text">A lower and an upper end; a round bracket excludes its end.</param>
    public static Interval Parse(string text)
    {
        double[] ends = [.. text[1..^1].Split(", ").Select(end =>
            end == "∞" ? double.PositiveInfinity : double.Parse(end, CultureInfo.InvariantCulture))];
        return new Interval(ends[0], ends[1], text[0] == '(', text[^1] == ')');
    }

    /// <summary>Whether a number is allowed; what is infinite or not a number never is.</summary>
    public bool Contains(double value) => double.IsFinite(value) && (ExcludesLow ? value > Low : value >= Low)
        && (ExcludesHigh ? value < High : value <= High);

    /// <summary>The range in words: <c>in [0, 1)</c>, <c>above 0</c>, <c>1 to 65536</c>.</summary>
    public override string ToString() => (ExcludesLow, ExcludesHigh) switch
    {
        (true, _) when double.IsPositiveInfinity(High) => string.Create(CultureInfo.InvariantCulture, $"above {Low}"),
        (false, _) when double.IsPositiveInfinity(High) => string.Create(CultureInfo.InvariantCulture, $"{Low} or more"),
        (false, false) when High > 1 => string.Create(CultureInfo.InvariantCulture, $"{Low} to {High}"),
        (true, false) when High > 1 => string.Create(CultureInfo.InvariantCulture, $"above {Low} and at most {High}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"in {(ExcludesLow ? '(' : '[')}{Low}, {High}{(ExcludesHigh ? ')' : ']')}"),
    };
}
