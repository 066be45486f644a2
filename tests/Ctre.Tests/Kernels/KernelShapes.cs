using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Tests.Kernels;

/// <summary>The shapes on which vector code is compared with its plain twin: batches beside every tile width, all densities.</summary>
internal static class KernelShapes
{
    public static TheoryData<int> Batches => [1, 7, 8, 9, 23, 31, 33, 48, 50, 64];

    public static IEnumerable<string> ActivationNames => Activations.All.Select(f => f.Name);

    /// <summary>What a forward kernel does at the store.</summary>
    public static Activation Clip(bool relu) => relu ? Activations.Relu : Activations.Linear;

    /// <summary>Complete layers: beside six rows and 64 columns of a tile, and deeper than a block.</summary>
    public static IEnumerable<(int Outputs, int Inputs)> CompleteLayers => [(1, 1), (10, 7), (13, 17), (6, 64), (20, 131), (24, 300)];

    /// <summary>The definition of the whole backward pass of a layer; the inputs are overwritten if there is a layer below.</summary>
    public static void Backward(
        InputOrder order, float[] weights, float[] gradient, NeuronRows delta, NeuronRows input, NeuronRows saved,
        ActivationGradient? below, int samples)
    {
        Definition.WeightGradients(order, gradient, delta, input, samples);
        if (below is { } f) Definition.InputGradients(order, weights, delta, input, saved, f, samples);
    }

    /// <summary>A signal of its own with the same values.</summary>
    public static NeuronRows Copy(NeuronRows signal)
    {
        var copy = new NeuronRows(signal.Neurons, signal.Stride);
        signal.Values.CopyTo(copy.Values);
        return copy;
    }

    /// <summary>Beyond the samples in use, vectors of sixteen compute what vectors of eight leave alone.</summary>
    public static void Same(NeuronRows expected, NeuronRows actual, int samples, string what)
    {
        for (int row = 0; row < expected.Neurons; row++) Bits.Same(expected.Row(row)[..samples], actual.Row(row)[..samples], what);
    }

    /// <summary>Random layers, among them ones with empty rows and columns, dense ones, one neuron wide ones.</summary>
    public static IEnumerable<Connections> Layers(Rng random)
    {
        yield return Make.Topology(random, 1, 1, 1);
        yield return Make.Topology(random, 5, 4, 0);
        yield return Make.Topology(random, 1, 40, 0.5);
        yield return Make.Topology(random, 40, 1, 0.5);
        yield return Make.Topology(random, 13, 17, 1);
        for (int i = 0; i < 6; i++)
            yield return Make.Topology(random, 1 + (int)random.Below(40), 1 + (int)random.Below(40), random.Uniform() * random.Uniform());
    }
}
