namespace Ctre.Benchmarking;

/// <summary>What to measure, and how long.</summary>
/// <param name="Workloads">The networks; those of one shape are timed against each other.</param>
/// <param name="Effort">How long each of them is timed in a pass.</param>
/// <param name="MachineEffort">How long peak and bandwidth are timed before each shape in a pass.</param>
/// <param name="Growth">The networks whose growth is measured; the epochs of their recipes are how long they learn before.</param>
/// <param name="TriadLength">Values of each of the three arrays that measure bandwidth.</param>
/// <param name="GrowthRows">
/// Images to draw for growth if no data are given; a tenth of them is for tests, a tenth of the rest for validation.
/// </param>
/// <param name="Seconds">
/// How long all of it may take; on a slow or busy machine fewer rounds are run, and growth looks at fewer rows.
/// </param>
internal sealed record SpeedPlan(
    IReadOnlyList<Workload> Workloads, TimingBudget Effort, TimingBudget MachineEffort, IReadOnlyList<Recipe> Growth,
    int TriadLength = 1 << 24, int GrowthRows = 66_667, double Seconds = double.PositiveInfinity)
{
    /// <summary>How often all is measured, if time allows; the fastest counts.</summary>
    public const int Passes = 2;

    /// <summary>The share of the time for training steps; the rest is for growth.</summary>
    internal const double ShareOfSteps = 0.45;

    private static readonly int[] W1 = [784, 1000, 1000, 1000, 10], W2 = [784, 5000, 5000, 5000, 10], W3 = [3072, 4000, 1000, 4000, 10];

    private static readonly Workload[] Common =
    [
        Workload.AtEpsilon("W1", W1, 1),
        .. ((double[])[0.01, 0.02, 0.05, 0.1, 0.2, 0.5]).Select(density => Workload.AtDensity("W1", W1, density)),
        Workload.Dense("W1", W1),
        Workload.AtDensity("W2", W2, 0.002),
        Workload.AtDensity("W2", W2, 0.01),
        Workload.AtEpsilon("W3", W3, 20),
    ];

    /// <summary>784-1000-1000-1000-10 at ε = 1 and at 1 %, half trained.</summary>
    private static readonly Recipe[] Growing = [new() { Epochs = 5 }, new() { Epochs = 5, Density = 0.01 }];

    /// <summary>All workloads; a few minutes, and up to 3.5 GB of memory for the largest dense network.</summary>
    public static SpeedPlan Full { get; } = new(
        [.. Common, Workload.Dense("W2", W2), Workload.Dense("W3", W3)], new TimingBudget(0.05, 1.5), new TimingBudget(0.02, 0.25),
            Growing);

    /// <summary>Without the large dense networks; half a minute at most, start and loading of data included.</summary>
    public static SpeedPlan Quick { get; } = new(
        Common, new TimingBudget(0.01, 0.12), new TimingBudget(0.01, 0.08), Growing, Seconds: 21);
}
