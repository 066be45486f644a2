using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Analysis;

/// <summary>Statistics of the connections of one layer: how many, how dense, and what they leave unused.</summary>
/// <param name="Inputs">Number of input neurons.</param>
/// <param name="Outputs">Number of output neurons.</param>
/// <param name="Connections">Number of connections.</param>
/// <param name="Density">Share of all possible connections that exist, in [0, 1].</param>
/// <param name="DeadNeurons">
/// Neurons of this layer without any incoming connection or, except in the output layer, without any outgoing one.
/// </param>
/// <param name="UnusedInputs">Inputs without a connection into this layer.</param>
/// <param name="MeanFanIn">Connections per output neuron.</param>
/// <param name="MaxFanIn">Connections of the output neuron that has most.</param>
public sealed record LayerStatistics(
    int Inputs, int Outputs, int Connections, double Density, int DeadNeurons, int UnusedInputs, double MeanFanIn, int MaxFanIn)
{
    /// <summary>Counts over all layers of a network.</summary>
    /// <param name="network">The network.</param>
    /// <returns>One entry per layer, from input to output.</returns>
    public static IReadOnlyList<LayerStatistics> Of(Network network) =>
        [.. network.Layers.Select((layer, l) => Of(
            layer.Connections, l + 1 < network.Layers.Count ? UsedInputs(network.Layers[l + 1].Connections) : null))];

    /// <summary>Counts over one layer; <paramref name="leads"/> says which of its neurons the next layer uses.</summary>
    private static LayerStatistics Of(Connections connections, bool[]? leads)
    {
        int dead = 0, maxFanIn = 0;
        for (int output = 0; output < connections.Outputs; output++)
        {
            int fanIn = connections.InputsOf(output).Length;
            maxFanIn = Math.Max(maxFanIn, fanIn);
            if (fanIn == 0 || leads is { } used && !used[output]) dead++;
        }

        return new(
            connections.Inputs, connections.Outputs, connections.Count, connections.Density, dead,
            UsedInputs(connections).Count(used => !used), (double)connections.Count / connections.Outputs, maxFanIn);
    }

    private static bool[] UsedInputs(Connections connections)
    {
        var used = new bool[connections.Inputs];
        foreach (int input in connections.Columns) used[input] = true;
        return used;
    }
}
