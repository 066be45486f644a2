using Ctre.Layers;

namespace Ctre.Topology;

/// <summary>
/// A sparse-training method: the network it starts from and how it changes the topology, a row of <see cref="Methods.All"/> or of a
/// caller's own. A recipe and a saved model keep its name only.
/// </summary>
/// <param name="Name">The name in recipes and on the command line: <c>ctre-sim</c>.</param>
/// <param name="Create">Makes the growth method of one run from its recipe.</param>
public sealed record Method(string Name, Func<Recipe, GrowthMethod> Create)
{
    /// <summary>The default number of sampled rows.</summary>
    internal const int DefaultSampleRows = 512;

    /// <summary>What the method does, in one line.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The publication it comes from.</summary>
    public string Reference { get; init; } = "";

    /// <summary>
    /// The network that training starts from. Default: random connections, as many per layer as the recipe requests
    /// (<see cref="InitialTopology.Random(InitialContext)"/>).
    /// </summary>
    public Func<InitialContext, Network> Start { get; init; } = InitialTopology.Random;

    /// <summary>The share of a run after which the topology is fixed, in [0, 1], unless a recipe says otherwise. Default 1.</summary>
    public double UpdateUntil { get; init; } = 1;

    /// <summary>Training rows that signals are computed on, 2 or more, unless a recipe says otherwise. Default 512.</summary>
    public int SampleRows { get; init; } = DefaultSampleRows;

    /// <summary>
    /// The density of each layer at the start, in [0, 1], unless the recipe's is larger. Default 0: it starts with the recipe's.
    /// </summary>
    public double StartDensity { get; init; }

    /// <summary>Whether the network keeps all connections, so that a recipe's density does not matter.</summary>
    public bool IsDense { get; init; }

    /// <summary>Whether it is a variant of CTRE, which comparisons test against all other methods.</summary>
    internal bool IsCtre { get; init; }

    /// <summary>Bytes that drawing the first network takes beside it; only methods that look at a dense network need any.</summary>
    internal Func<RunSize, double> StartBytes { get; init; } = _ => 0;
}
