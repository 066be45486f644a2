namespace Ctre.Benchmarking;

/// <summary>
/// How long one layer's growth takes: the search for the most similar pairs without a connection, with its share of the forward pass
/// that the search looks at.
/// </summary>
/// <param name="Data">The data set whose activations are compared.</param>
/// <param name="Density">Connections, as a share of the dense network.</param>
/// <param name="Connections">Connections of the network.</param>
/// <param name="Rows">Training rows of an epoch; all of them for the exact search.</param>
/// <param name="Layer">The layer's shape: <c>784 × 1000</c>.</param>
/// <param name="ExactSeconds">Seconds of the search over all pairs and all rows.</param>
/// <param name="AutoSeconds">Seconds of the search that is made by default.</param>
/// <param name="MassRatio">Mean |cos| over all rows of the pairs that the default search finds, by that of the exact search's.</param>
/// <param name="EpochSeconds">Seconds of the training steps of an epoch.</param>
internal sealed record GrowthSpeed(
    string Data, double Density, long Connections, int Rows, string Layer, double ExactSeconds, double AutoSeconds, double MassRatio,
    double EpochSeconds)
{
    /// <summary>The share of an epoch's training that all layers' growth takes, by network.</summary>
    /// <param name="speeds">All layers of one network.</param>
    public static double ShareOfEpoch(IEnumerable<GrowthSpeed> speeds) => speeds.Sum(speed => speed.AutoSeconds / speed.EpochSeconds);
}
