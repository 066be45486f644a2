namespace Ctre.Benchmarking;

/// <summary>How long the growth step of one layer takes: the search for the most similar pairs without a connection.</summary>
/// <param name="Rows">Sampled training rows on which similarity is computed.</param>
/// <param name="Layer">The layer's shape: <c>784 × 1000</c>.</param>
/// <param name="ExactSeconds">Seconds of the search over all pairs.</param>
/// <param name="AutoSeconds">Seconds of the search that is chosen by itself.</param>
/// <param name="MassRatio">Similarity of the pairs that the chosen search finds, summed, per that of the exact search.</param>
/// <param name="EpochSeconds">Seconds of the training steps of an epoch.</param>
public sealed record GrowthSpeed(
    int Rows, string Layer, double ExactSeconds, double AutoSeconds, double MassRatio, double EpochSeconds);
