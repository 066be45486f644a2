using System.Globalization;

namespace Ctre.Cli.Plots;

/// <summary>Maps values to positions on the screen, and chooses the values to mark.</summary>
internal sealed class Axis
{
    private readonly double low, high, start, end;
    private readonly bool isLogarithmic;

    /// <param name="values">The values to make room for; at least one.</param>
    /// <param name="isLogarithmic">Whether equal ratios have equal distances.</param>
    /// <param name="start">The position of the lowest value.</param>
    /// <param name="end">The position of the highest value.</param>
    public Axis(IReadOnlyCollection<double> values, bool isLogarithmic, double start, double end)
    {
        (this.isLogarithmic, this.start, this.end) = (isLogarithmic, start, end);
        double least = values.Min(Scale), most = values.Max(Scale);
        // Values at the edge, or all the same, need room around them.
        double margin = most > least ? 0.04 * (most - least) : isLogarithmic ? 0.5 : Math.Max(0.01, 0.05 * Math.Abs(least));
        (low, high) = (least - margin, most + margin);
    }

    /// <summary>The position of a value.</summary>
    public double Place(double value) => start + (Scale(value) - low) / (high - low) * (end - start);

    /// <summary>The values to mark.</summary>
    public IReadOnlyList<double> Ticks => isLogarithmic ? LogarithmicTicks() : LinearTicks();

    /// <summary>A marked value in words, with no more digits than it needs.</summary>
    public static string Label(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private double[] LinearTicks()
    {
        double rough = (high - low) / 6, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * new[] { 1.0, 2, 5, 10 }.First(factor => factor * power >= rough);
        double first = Math.Ceiling(low / step);
        return [.. Enumerable.Range(0, 20).Select(i => Math.Round((first + i) * step, 12)).TakeWhile(tick => tick <= high)];
    }

    private double[] LogarithmicTicks()
    {
        double[] factors = high - low > 3 ? [1] : high - low > 1.2 ? [1, 3] : [1, 2, 5];
        return
        [
            .. Enumerable.Range((int)Math.Floor(low), (int)(Math.Ceiling(high) - Math.Floor(low)) + 1)
                .SelectMany(power => factors.Select(factor => factor * Math.Pow(10, power)))
                .Where(tick => Math.Log10(tick) >= low && Math.Log10(tick) <= high),
        ];
    }

    private double Scale(double value) => isLogarithmic ? Math.Log10(value) : value;
}
