using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Tests.Layers;

public sealed class NetworkTests
{
    [Fact]
    public void Sizes_chain()
    {
        Rng random = Make.Random(1);
        Assert.Throws<ArgumentException>(() => new Network([], Activations.Relu));
        Assert.Throws<ArgumentException>(() => new Network([Make.Layer(random, 3, 4, 1), Make.Layer(random, 2, 4, 1)], Activations.Relu));
        var network = new Network([Make.Layer(random, 3, 4, 0.5), Make.Layer(random, 2, 3, 1)], Activations.Relu);
        Assert.Equal((4, 2, 12L, 12.0 / 18), (network.Inputs, network.Classes, network.Connections, network.Density));
    }

    [Fact]
    public void A_layer_refuses_arrays_of_other_lengths()
    {
        Connections connections = Make.Topology(Make.Random(1), 3, 4, 0.5);
        Assert.Throws<ArgumentException>(() => new SparseLayer(connections, new float[5], new float[3]));
        Assert.Throws<ArgumentException>(() => new SparseLayer(connections, new float[6], new float[4]));
    }

    [Fact]
    public void A_copy_has_its_own_weights()
    {
        Network network = Make.Net(1, [4, 5, 2], 0.5), copy = network.Copy();
        Assert.Equal(NetworkDigest.OfModel(network), NetworkDigest.OfModel(copy));
        copy.Layers[0].WeightsBySlot[0]++;
        copy.Layers[1].MutableBias[0]++;
        Assert.NotEqual(network.Layers[0].Weights[0], copy.Layers[0].Weights[0]);
        Assert.NotEqual(network.Layers[1].Bias[0], copy.Layers[1].Bias[0]);
    }

    [Fact]
    public void Only_hidden_layers_are_activated()
    {
        Network network = Make.Net(1, [4, 5, 5, 2], 0.5, "all-relu");
        Assert.Equal([0.6f, -0.6f], [network.ActivationOf(0).Of(-1), network.ActivationOf(1).Of(-1)]);
        Assert.Same(Activations.Linear, network.ActivationOf(2));
    }

    [Fact]
    public void Digests_tell_structure_weights_and_biases_apart()
    {
        Network network = Make.Net(1, [4, 5, 2], 0.5), weight = network.Copy(), bias = network.Copy();
        weight.Layers[0].WeightsBySlot[0] = MathF.BitIncrement(weight.Layers[0].Weights[0]);
        bias.Layers[1].MutableBias[1] = MathF.BitIncrement(bias.Layers[1].Bias[1]);
        Network other = Make.Net(2, [4, 5, 2], 0.5);
        Network[] all = [network, weight, bias, other];
        Assert.Equal(4, all.Select(NetworkDigest.OfModel).Distinct().Count());
        Assert.Equal(2, all.Select(NetworkDigest.OfTopology).Distinct().Count());
        Assert.Matches("^[0-9a-f]{64}$", NetworkDigest.OfModel(network));
    }
}
