using System.Globalization;
using System.Net;
using System.Text;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Plots;

/// <summary>A plot of lines as SVG: no scripts, no fonts to load, readable without color. The same data give the same bytes.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="XLabel">The horizontal axis, with its unit.</param>
/// <param name="YLabel">The vertical axis, with its unit.</param>
/// <param name="IsLogarithmic">Whether the horizontal axis is logarithmic.</param>
/// <param name="Spread">How spread is drawn.</param>
internal sealed record SvgPlot(string Title, string XLabel, string YLabel, bool IsLogarithmic, SpreadStyle Spread)
{
    private const double Width = 760, Height = 460, Left = 64, Right = 610, Top = 44, Bottom = 404, LegendLine = 20, Cap = 4, Dodge = 5;

    // Colors that differ for color-blind eyes as well (Okabe and Ito, 2008); a second round is dashed.
    private static readonly string[] Colors = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#5d5d5d"];

    /// <summary>Whether the vertical axis is logarithmic.</summary>
    public bool IsLogarithmicUpward { get; init; }

    /// <summary>The plot of some lines.</summary>
    /// <param name="lines">At least one point in all.</param>
    public string Draw(IReadOnlyList<Series> lines)
    {
        PlotPoint[] points = [.. lines.SelectMany(line => line.Points)];
        var x = new Axis([.. points.Select(point => point.X)], IsLogarithmic, Left, Right);
        var y = new Axis([.. points.SelectMany(point => (double[])[point.Low, point.High])], IsLogarithmicUpward, Bottom, Top);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" ");
        Add(svg, $"font-family=\"system-ui, sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"{Text(Title)}\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        Add(svg, $"<text x=\"{Left}\" y=\"24\" font-size=\"15\" font-weight=\"600\">{Text(Title)}</text>");
        Frame(svg, x, y);
        // Bars at the same position would hide each other: each line is shifted a little.
        for (int i = 0; i < lines.Count; i++)
        {
            double beside = Spread == SpreadStyle.Bars ? Dodge * (i - (lines.Count - 1) / 2.0) : 0;
            if (lines[i].Points.Count > 0) Line(svg, lines[i], x, y, beside);
        }

        Legend(svg, lines);
        return svg.Append("</svg>\n").ToString();
    }

    private static string Color(Series line) => Colors[line.Style % Colors.Length];

    private static string Dashes(Series line) => line.Style < Colors.Length ? "" : " stroke-dasharray=\"6 3\"";

    private static string Text(string text) => WebUtility.HtmlEncode(PlainText.Line(text));

    private static void Add(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Path(IEnumerable<(double X, double Y)> places) => string.Join(
        ' ', places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.X:0.#},{place.Y:0.#}")));

    private void Frame(StringBuilder svg, Axis x, Axis y)
    {
        foreach (double tick in y.Ticks)
        {
            Add(svg, $"<line x1=\"{Left}\" x2=\"{Right}\" y1=\"{y.Place(tick):0.##}\" y2=\"{y.Place(tick):0.##}\" stroke=\"#e4e4e4\"/>");
            Add(svg, $"<text x=\"{Left - 8}\" y=\"{y.Place(tick) + 4:0.##}\" text-anchor=\"end\">{Axis.Label(tick)}</text>");
        }

        foreach (double tick in x.Ticks)
        {
            double at = x.Place(tick);
            Add(svg, $"<line x1=\"{at:0.##}\" x2=\"{at:0.##}\" y1=\"{Bottom}\" y2=\"{Bottom + 5}\" stroke=\"#444444\"/>");
            Add(svg, $"<text x=\"{at:0.##}\" y=\"{Bottom + 19}\" text-anchor=\"middle\">{Axis.Label(tick)}</text>");
        }

        Add(svg, $"<path d=\"M{Left} {Top}V{Bottom}H{Right}\" fill=\"none\" stroke=\"#444444\"/>");
        Add(svg, $"<text x=\"{(Left + Right) / 2}\" y=\"{Bottom + 42}\" text-anchor=\"middle\">{Text(XLabel)}</text>");
        Add(svg, $"<text transform=\"translate(18 {(Top + Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{Text(YLabel)}</text>");
    }

    private void Line(StringBuilder svg, Series line, Axis x, Axis y, double beside)
    {
        (double X, double Y)[] places = [.. line.Points.Select(point => (x.Place(point.X) + beside, y.Place(point.Y)))];
        Add(svg, $"<g stroke=\"{Color(line)}\" fill=\"{Color(line)}\"><title>{Text(line.Name)}</title>");
        if (Spread == SpreadStyle.Band && line.Points.Any(point => point.HasSpread))
        {
            IEnumerable<(double, double)> upper = line.Points.Select(point => (x.Place(point.X), y.Place(point.High)));
            IEnumerable<(double, double)> lower = line.Points.Reverse().Select(point => (x.Place(point.X), y.Place(point.Low)));
            Add(svg, $"<polygon points=\"{Path(upper.Concat(lower))}\" stroke=\"none\" fill-opacity=\"0.13\"/>");
        }

        Add(svg, $"<polyline points=\"{Path(places)}\" fill=\"none\" stroke-width=\"1.8\" stroke-linejoin=\"round\"{Dashes(line)}/>");
        // A single point has no line, and would be invisible.
        if (Spread == SpreadStyle.Bars || places.Length == 1) Markers(svg, line, places, y);
        Add(svg, $"</g>");
    }

    private static void Markers(StringBuilder svg, Series line, (double X, double Y)[] places, Axis y)
    {
        for (int i = 0; i < places.Length; i++)
        {
            PlotPoint point = line.Points[i];
            double at = places[i].X, high = y.Place(point.High), low = y.Place(point.Low);
            if (point.HasSpread)
            {
                FormattableString stem = $"M{at:0.##} {high:0.##}V{low:0.##}m{-Cap} 0h{2 * Cap}M{at - Cap:0.##} {high:0.##}h{2 * Cap}";
                Add(svg, $"<path d=\"{FormattableString.Invariant(stem)}\" fill=\"none\"/>");
            }

            string fill = line.Style < Colors.Length ? "" : " fill=\"#ffffff\"";
            Add(svg, $"<circle cx=\"{places[i].X:0.##}\" cy=\"{places[i].Y:0.##}\" r=\"4\"{fill}/>");
        }
    }

    // From the highest to the lowest where the lines end, so that the eye finds a name where its line is.
    private static void Legend(StringBuilder svg, IReadOnlyList<Series> lines)
    {
        double at = Top + 8;
        foreach (Series line in lines.Where(line => line.Points.Count > 0).OrderByDescending(line => line.Points[^1].Y))
        {
            Add(svg, $"<path d=\"M{Right + 16} {at}h22\" stroke=\"{Color(line)}\" stroke-width=\"3\"{Dashes(line)}/>");
            Add(svg, $"<text x=\"{Right + 44}\" y=\"{at + 4}\">{Text(line.Name)}</text>");
            at += LegendLine;
        }
    }
}
