using System.Globalization;
using Ctre.Cli.Plots;

namespace Ctre.Benchmarks;

/// <summary>
/// The table of <see cref="LinearCost"/> as a figure: time of a step over connections, beside a cost that is strictly linear.
/// </summary>
internal static class LinearCostFigure
{
    /// <summary>Draws the lines of the table.</summary>
    public static string Of(IEnumerable<string> lines)
    {
        (double Connections, double Milliseconds)[] steps =
        [
            .. lines.Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Where(cells => cells.Length > 5 && Number(cells[2]) is > 0)
                .Select(cells => (Number(cells[2])!.Value, Number(cells[4])!.Value)),
        ];
        double perConnection = Math.Exp(steps.Average(step => Math.Log(step.Milliseconds / step.Connections)));
        return new SvgPlot("A training step costs what its connections cost", "connections", "milliseconds per step of 100 rows", true,
            SpreadStyle.Band)
        {
            IsLogarithmicUpward = true,
        }.Draw(
        [
            new Series("measured", 0, [.. steps.Select(step => Point(step.Connections, step.Milliseconds))]),
            new Series("strictly linear", 6, [.. steps.Select(step => Point(step.Connections, perConnection * step.Connections))]),
        ]);
    }

    private static PlotPoint Point(double x, double y) => new(x, y, y, y);

    private static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out double value) ? value : null;
}
