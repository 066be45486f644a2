namespace Ctre.Benchmarking;

/// <summary>How fast a training step is: forward, loss, backward and momentum update, without a change of topology.</summary>
/// <param name="Workload">The network.</param>
/// <param name="Density">Its connections, as a share of the dense network.</param>
/// <param name="Connections">Its number of connections.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="SamplesPerSecond">Training rows per second.</param>
internal sealed record StepSpeed(Workload Workload, double Density, long Connections, int Threads, double SamplesPerSecond)
{
    // Forward, gradient of the inputs, gradient of the weights: a multiply and an addition each.
    private const int FlopsPerConnection = 6;

    /// <summary>
    /// Useful operations, 10⁹ per second: 6 per connection and sample. The gradient of the network's inputs counts, though no step
    /// needs it, so that connections of all layers weigh the same; <see cref="Analysis.Cost"/> counts exactly.
    /// </summary>
    public double Gflops => FlopsPerConnection * Connections * SamplesPerSecond / 1e9;

    /// <summary>Nanoseconds of wall-clock time per connection and sample.</summary>
    public double NanosecondsPerConnectionSample => 1e9 / (Connections * SamplesPerSecond);

    /// <summary>The share of what as many cores could do at best.</summary>
    /// <param name="peakGflops">The peak of one core.</param>
    public double FractionOfPeak(double peakGflops) => Gflops / (peakGflops * Threads);

    /// <summary>How many times faster than another it is; below 1 if it is slower.</summary>
    /// <param name="other">The speed of the same shape on as many threads.</param>
    public double GainOver(StepSpeed other) => SamplesPerSecond / other.SamplesPerSecond;
}
