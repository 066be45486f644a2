using Ctre.Cli.Plots;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Comparison;

/// <summary>The plots of a comparison: accuracy against density, and how accuracy grows over the epochs.</summary>
internal static class ComparisonPlots
{
    private static readonly string[] Order = [.. Methods.All.Select(method => method.Name)];

    /// <summary>File names and contents.</summary>
    public static IEnumerable<(string File, string Svg)> Of(Summary summary)
    {
        foreach (string data in summary.DataNames)
        {
            SummaryRow[] rows = [.. summary.Rows.Where(row => row.Data == data && row.Finished.Count > 0)];
            if (rows.Length == 0) continue;
            string file = PlainText.FileName(data);
            yield return ($"density-{file}.svg", AgainstDensity(data, rows));
            foreach (string connectivity in summary.Connectivities)
            {
                SummaryRow[] curves = [.. rows.Where(row => row.Connectivity == connectivity || !row.IsSparse)];
                string title = $"{data}, {MarkdownSummary.Words(connectivity)}";
                if (curves.Length > 0) yield return ($"epochs-{file}-{connectivity}.svg", OverEpochs(title, curves));
            }
        }
    }

    private static string AgainstDensity(string data, SummaryRow[] rows)
    {
        var plot = new SvgPlot(
            $"{data}: accuracy against density", "density of the network, % of the dense network (logarithmic)", "test accuracy, %",
            true, SpreadStyle.Bars);
        return plot.Draw([.. rows.GroupBy(row => row.Method).Select(method => Line(
            method.Key,
            method.Select(row => Point(100 * Density(row), row.Accuracy, row.Deviation)).OrderBy(point => point.X)))]);
    }

    private static string OverEpochs(string title, SummaryRow[] rows)
    {
        var plot = new SvgPlot($"{title}: learning curves", "epoch", "validation accuracy, %, mean over seeds", false, SpreadStyle.Band);
        return plot.Draw([.. rows.Select(row => Line(row.Method, Curve(row)))]);
    }

    private static IEnumerable<PlotPoint> Curve(SummaryRow row)
    {
        for (int epoch = 0; epoch < row.Finished.Min(run => run.ValidationByEpoch.Count); epoch++)
        {
            double[] values = [.. row.Finished.Select(run => run.ValidationByEpoch[epoch])];
            yield return Point(epoch + 1, values.Average(), SummaryRow.DeviationOf(values));
        }
    }

    private static Series Line(string method, IEnumerable<PlotPoint> points) =>
        new(method, Math.Max(0, Array.IndexOf(Order, method)), [.. points]);

    private static double Density(SummaryRow row) => row.Finished.Average(run => run.Connections / run.Places);

    // No accuracy lies below 0 or above 100 %, whatever the deviation.
    private static PlotPoint Point(double x, double mean, double deviation)
    {
        double spread = double.IsNaN(deviation) ? 0 : deviation;
        return new PlotPoint(x, 100 * mean, 100 * Math.Max(0, mean - spread), 100 * Math.Min(1, mean + spread));
    }
}
