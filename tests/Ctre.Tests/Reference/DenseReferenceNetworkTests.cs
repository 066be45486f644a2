using Ctre.Data;
using Ctre.Tests.Golden;

namespace Ctre.Tests.Reference;

/// <summary>The judge is judged first: against differences of its own loss, and against an independent script.</summary>
public sealed class DenseReferenceNetworkTests
{
    [Theory]
    [InlineData("linear")]
    [InlineData("relu")]
    [InlineData("leaky-relu")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("all-relu")]
    [InlineData("relu", 0.5f, 3f, 0.125f)]
    public void Gradients_are_the_differences_of_the_loss(string kind, params float[] classWeights)
    {
        float[]? w = classWeights.Length > 0 ? classWeights : null;
        DenseReferenceNetwork network = DenseReferenceNetwork.Of(Make.Net(1, [5, 6, 4, 3], 0.6, kind));
        Dataset data = Make.Noise(2, 7, 5, 3);
        double[,] input = Matrices.Of(data);
        int[] labels = data.Labels.ToArray();
        (double[][,] weights, double[][] bias) = network.Gradients(input, labels, w);
        for (int l = 0; l < network.Depth; l++)
        {
            for (int i = 0; i < bias[l].Length; i++)
            {
                Agree(bias[l][i], ref network.Bias[l][i]);
                for (int j = 0; j < weights[l].GetLength(1); j++)
                {
                    // A place without a connection counts as one of weight 0.
                    bool connected = network.Mask[l][i, j];
                    network.Mask[l][i, j] = true;
                    Agree(weights[l][i, j], ref network.Weights[l][i, j]);
                    network.Mask[l][i, j] = connected;
                }
            }
        }

        void Agree(double gradient, ref double parameter)
        {
            const double step = 1e-5;
            double before = parameter;
            parameter = before + step;
            double above = network.Loss(input, labels, w);
            parameter = before - step;
            double below = network.Loss(input, labels, w);
            parameter = before;
            Assert.Equal(gradient, (above - below) / (2 * step), 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(GoldenNetworks.Numbers), MemberType = typeof(GoldenNetworks))]
    public void Golden_probabilities_loss_and_gradients(int number)
    {
        GoldenNetwork golden = GoldenNetworks.All[number];
        DenseReferenceNetwork network = Exact(golden);
        double[,] input = Matrices.Of(golden.Inputs);
        Close.To(golden.Probabilities.SelectMany(p => p), Matrices.Flat(network.Forward(input).A[^1]), 1e-12, "probabilities");
        Close.To(golden.Loss, network.Loss(input, golden.Labels), 1e-12, "losses");
        (double[][,] weights, double[][] bias) = network.Gradients(input, golden.Labels);
        for (int l = 0; l < network.Depth; l++)
        {
            Close.To(golden.Layers[l].Gradient, network.BySlot(l, weights[l]), 1e-12, "gradients");
            Close.To(golden.Layers[l].DenseGradient.SelectMany(g => g), Matrices.Flat(weights[l]), 1e-12, "dense gradients");
            Close.To(golden.Layers[l].BiasGradient, bias[l], 1e-12, "bias gradients");
        }
    }

    [Theory]
    [MemberData(nameof(GoldenNetworks.Numbers), MemberType = typeof(GoldenNetworks))]
    public void Golden_weights_after_two_steps(int number)
    {
        GoldenNetwork golden = GoldenNetworks.All[number];
        DenseReferenceNetwork network = Exact(golden);
        var sgd = new ReferenceSgd(network, golden.Momentum, golden.Nesterov, golden.WeightDecay);
        for (int step = 0; step < 2; step++) sgd.Step(Matrices.Of(golden.Inputs), golden.Labels, golden.LearningRate);
        for (int l = 0; l < network.Depth; l++)
        {
            Close.To(golden.Layers[l].WeightsAfterTwoSteps, network.BySlot(l, network.Weights[l]), 1e-12, "weights");
            Close.To(golden.Layers[l].BiasAfterTwoSteps, network.Bias[l], 1e-12, "biases");
        }
    }

    [Theory]
    [MemberData(nameof(GoldenNetworks.Numbers), MemberType = typeof(GoldenNetworks))]
    public void Golden_similarity(int number)
    {
        GoldenNetwork golden = GoldenNetworks.All[number];
        DenseReferenceNetwork network = Exact(golden);
        (_, double[][,] a) = network.Forward(Matrices.Of(golden.Inputs));
        for (int l = 0; l < network.Depth; l++)
            Close.To(golden.Layers[l].Similarity.SelectMany(c => c), Matrices.Flat(Matrices.Cosines(a[l + 1], a[l])), 1e-12, "cosines");
    }

    private static DenseReferenceNetwork Exact(GoldenNetwork golden)
    {
        DenseReferenceNetwork network = DenseReferenceNetwork.Of(golden.ToNetwork());
        for (int l = 0; l < network.Depth; l++)
        {
            GoldenLayer layer = golden.Layers[l];
            for (int slot = 0; slot < layer.Weights.Length; slot++)
                network.Weights[l][layer.Connections[slot][0], layer.Connections[slot][1]] = layer.Weights[slot];
            layer.Bias.CopyTo(network.Bias[l], 0);
        }

        return network;
    }
}
