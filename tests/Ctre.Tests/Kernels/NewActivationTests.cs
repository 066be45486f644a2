using System.Runtime.Intrinsics;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Optimization;
using Ctre.Sparse;
using Ctre.Tests.Reference;

namespace Ctre.Tests.Kernels;

/// <summary>A new activation is a function and its name: nothing else knows one.</summary>
public sealed class NewActivationTests
{
    private const int Rows = 30;

    private static readonly Activation Softsign = new Activation<SoftsignFunction>("softsign", default);

    [Fact]
    public void A_network_has_the_gradients_of_the_definition()
    {
        (Network network, Dataset data) = Draw();
        using var run = new FloatRun(network, data);
        run.Backpropagate();
        SparseLayer first = network.Layers[0], last = network.Layers[1];
        NeuronRows input = new(first.Inputs, Rows), hidden = new(first.Outputs, Rows), output = new(last.Outputs, Rows);
        for (int row = 0; row < Rows; row++)
            for (int f = 0; f < data.Features; f++) input.Row(f)[row] = data.Row(row)[f];
        Definition.Forward(first.Connections, [.. first.Weights], [.. first.Bias], input, hidden, Softsign, Rows);
        Definition.Forward(last.Connections, [.. last.Weights], [.. last.Bias], hidden, output, Activations.Linear, Rows);
        for (int row = 0; row < Rows; row++)
        {
            SoftmaxCrossEntropy.Softmax(output.Values[row..], last.Outputs, output.Stride);
            for (int c = 0; c < last.Outputs; c++) output.Row(c)[row] = (output.Row(c)[row] - (data.Labels[row] == c ? 1 : 0)) / Rows;
        }

        Same(1, last.Connections.ByInput, output, hidden);
        Definition.InputGradients(
            last.Connections.ByInput, last.Connections.ByInput.FromSlots(last.Weights), output, hidden, hidden, new(Softsign), Rows);
        Same(0, first.Connections.ByInput, hidden, input);

        void Same(int layer, InputOrder order, NeuronRows delta, NeuronRows below)
        {
            float[] byInput = new float[order.Outputs.Length], bySlot = new float[byInput.Length], bias = new float[delta.Neurons];
            Definition.WeightGradients(order, byInput, delta, below, Rows);
            Definition.BiasGradients(delta, bias, Rows);
            order.ToSlots(byInput, bySlot, 0, bySlot.Length);
            Bits.Same(bySlot, [.. run.GradientsBySlot(layer)], $"weight gradients of layer {layer}");
            Bits.Same(bias, [.. run.BiasGradients(layer)], $"bias gradients of layer {layer}");
        }
    }

    [Fact]
    public void A_network_learns_with_it()
    {
        (Network network, Dataset data) = Draw();
        using var run = new FloatRun(network, data);
        var sgd = new NetworkOptimizer(network, new MomentumSgd(0.9, nesterov: true, weightDecay: 0));
        double first = run.Backpropagate(), last = first;
        for (int step = 0; step < 50; step++)
        {
            sgd.Step(run.Workspace, 0.1);
            last = run.Backpropagate();
        }

        Assert.InRange(last, 0, first / 10);
    }

    private static (Network Network, Dataset Data) Draw()
    {
        Rng random = Make.Random(1);
        return (new Network([Make.Layer(random, 20, 8, 0.6), Make.Layer(random, 3, 20, 0.9)], Softsign), Make.Clusters(2, Rows, 8, 3));
    }

    /// <summary>f(z) = z / (1 + |z|), f′ = (1 − |f|)².</summary>
    private readonly struct SoftsignFunction : IActivationFunction
    {
        public float Of(float z) => z / (1 + MathF.Abs(z));

        public float Backward(float delta, float saved, float keep) =>
            delta * ((1 - MathF.Abs(saved * keep)) * (1 - MathF.Abs(saved * keep)));

        public Vector256<float> Backward(Vector256<float> delta, Vector256<float> saved, float keep)
        {
            Vector256<float> slope = Vector256<float>.One - Vector256.Abs(saved * keep);
            return delta * (slope * slope);
        }
    }
}
