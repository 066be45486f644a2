namespace Ctre.Cli.Plots;

/// <summary>One line of a plot.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Style">Color and dashes: the same number looks the same in every plot.</param>
/// <param name="Points">From left to right.</param>
internal sealed record Series(string Name, int Style, IReadOnlyList<PlotPoint> Points);

/// <summary>A value and how far it spreads.</summary>
/// <param name="X">Where.</param>
/// <param name="Y">The value.</param>
/// <param name="Low">How far down it spreads.</param>
/// <param name="High">How far up.</param>
internal readonly record struct PlotPoint(double X, double Y, double Low, double High)
{
    public bool HasSpread => High > Low;
}

/// <summary>How spread is drawn.</summary>
internal enum SpreadStyle
{
    /// <summary>A bar at each point, which has a marker as well.</summary>
    Bars,

    /// <summary>A band along the line.</summary>
    Band,
}
