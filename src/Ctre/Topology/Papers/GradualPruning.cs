namespace Ctre.Topology.Papers;

/// <summary>
/// The cubic schedule of gradual pruning (Zhu and Gupta, arXiv 1710.01878):
/// <c>s(t) = s_f + (s_i − s_f)(1 − t)³</c> for sparsities s, and so also for numbers of connections.
/// </summary>
internal static class GradualPruning
{
    /// <summary>Pruning ends after this share of a run at the latest, so that the sparse network is trained as well.</summary>
    public const double LatestEnd = 0.75;

    /// <summary>The value on the way from <paramref name="initial"/> to <paramref name="final"/>.</summary>
    /// <param name="initial">At t = 0.</param>
    /// <param name="final">At t = 1.</param>
    /// <param name="t">The share of the pruning period that is over, in [0, 1].</param>
    public static double At(double initial, double final, double t) => final + (initial - final) * Math.Pow(1 - t, 3);

    /// <summary>The number of connections on the way, never below the final one.</summary>
    public static int Connections(double initial, int final, double t) => t >= 1 ? final : (int)Math.Round(At(initial, final, t));
}
