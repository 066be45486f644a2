using Ctre.Analysis;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Tests.Analysis;

public sealed class LayerStatisticsTests
{
    [Fact]
    public void Counts_what_is_connected_and_what_is_not()
    {
        // Layer 1, 3 inputs × 4 outputs: neuron 0 has inputs 0 and 2, neuron 1 has none, neurons 2 and 3 have input 2.
        SparseLayer hidden = Layer(new Connections(4, 3, [0, 2, 2, 3, 4], [0, 2, 2, 2]));
        // Layer 2, 4 × 3: neurons 0 and 2 lead on, neuron 3 does not; class 1 is not reached.
        SparseLayer output = Layer(new Connections(3, 4, [0, 2, 2, 3], [0, 2, 0]));

        IReadOnlyList<LayerStatistics> layers = LayerStatistics.Of(new Network([hidden, output], Activations.Relu));

        Assert.Equal(new LayerStatistics(3, 4, 4, 4.0 / 12, DeadNeurons: 2, UnusedInputs: 1, MeanFanIn: 1, MaxFanIn: 2), layers[0]);
        Assert.Equal(new LayerStatistics(4, 3, 3, 3.0 / 12, DeadNeurons: 1, UnusedInputs: 2, MeanFanIn: 1, MaxFanIn: 2), layers[1]);
    }

    private static SparseLayer Layer(Connections connections) =>
        new(connections, new float[connections.Count], new float[connections.Outputs]);
}
