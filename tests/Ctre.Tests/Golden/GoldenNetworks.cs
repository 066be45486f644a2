using System.Text.Json;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Tests.Golden;

/// <summary>Worked networks by an independent script in double precision (Golden/networks.json).</summary>
/// <param name="Sizes">Neurons from input to output.</param>
/// <param name="Inputs">The batch <c>[features][samples]</c>.</param>
/// <param name="Labels">One per sample.</param>
/// <param name="Probabilities"><c>[classes][samples]</c>.</param>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="LearningRate">η of the two steps.</param>
/// <param name="Momentum">μ.</param>
/// <param name="Nesterov">Whether momentum looks ahead.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="Layers">From input to output.</param>
public sealed record GoldenNetwork(
    int[] Sizes, double[][] Inputs, int[] Labels, double[][] Probabilities, double Loss, double LearningRate, double Momentum,
    bool Nesterov, double WeightDecay, GoldenLayer[] Layers)
{
    /// <summary>The network in float, through the real types.</summary>
    public Network ToNetwork() => new([.. Layers.Select((layer, l) => layer.ToLayer(Sizes[l + 1], Sizes[l]))], Activations.Relu);

    public Dataset ToDataset()
    {
        var values = new float[Labels.Length * Sizes[0]];
        for (int row = 0; row < Labels.Length; row++)
            for (int f = 0; f < Sizes[0]; f++) values[row * Sizes[0] + f] = (float)Inputs[f][row];
        return new Dataset("golden", Sizes[0], values, Labels, [.. Enumerable.Range(0, Sizes[^1]).Select(c => $"{c}")]);
    }
}

/// <summary>One layer of a worked network; pairs are [output, input].</summary>
public sealed record GoldenLayer(
    int[][] Connections, double[] Weights, double[] Bias, double[] Gradient, double[] BiasGradient,
    double[] WeightsAfterTwoSteps, double[] BiasAfterTwoSteps, double[][] Similarity, double Zeta, int[] DropSlots,
    int[][] GrowCte, int[][] CtreSimKeeps, int CtreSimRandomCount, double[][] DenseGradient, int[][] GrowRigl)
{
    public static Connection[] Pairs(int[][] pairs) => [.. pairs.Select(pair => new Connection(pair[0], pair[1]))];

    public SparseLayer ToLayer(int outputs, int inputs) => new(
        Ctre.Sparse.Connections.FromPositions(outputs, inputs, [.. Pairs(Connections).Select(c => c.Position(inputs))]),
        [.. Weights.Select(w => (float)w)], [.. Bias.Select(b => (float)b)]);
}

internal static class GoldenNetworks
{
    public static GoldenNetwork[] All { get; } = GoldenFile.Read<Content>("networks.json").Cases;

    /// <summary>The numbers of the cases, for theories.</summary>
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, All.Length)];

    private sealed record Content(GoldenNetwork[] Cases);
}

internal static class GoldenFile
{
    // Names differ by case in schedules.json: t is an epoch, T the number of epochs.
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static T Read<T>(string name) => JsonSerializer.Deserialize<T>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name)), Options)!;
}
