using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Kernels.Dense;
using Ctre.Kernels.Sparse;
using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Sparse;
using Ctre.Tests.Reference;
using Ctre.Topology;
using Ctre.Training;

namespace Ctre.Tests.Kernels;

/// <summary>
/// One digest over what all kernels, both optimizers and a few whole trainings give: the bits that must not change with hardware.
/// </summary>
internal static class KernelDigest
{
    public static string Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Rng random = Make.Random(42);
        foreach (int batch in new[] { 1, 9, 33, 50, 64 })
        {
            foreach (Connections connections in KernelShapes.Layers(random)) Layer(hash, random, connections, batch);
            foreach ((int outputs, int inputs) in KernelShapes.CompleteLayers) Dense(hash, random, outputs, inputs, batch);
        }

        Pairs(hash, random);
        foreach (string kind in KernelShapes.ActivationNames)
            foreach (int batch in new[] { 37, 100 }) Steps(hash, kind, batch);
        foreach (Method method in Methods.All) Training(hash, method.Name);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Layer(IncrementalHash hash, Rng random, Connections connections, int batch)
    {
        float[] weights = Make.Floats(random, connections.Count), bias = Make.Floats(random, connections.Outputs);
        float[] gradient = new float[weights.Length], biasGradient = new float[bias.Length];
        NeuronRows input = Make.RandomSignal(random, connections.Inputs, batch), output = new(connections.Outputs, batch);
        SparseForward.Rows(connections, weights, bias, input, output, NeuronRows.Pad(batch), batch % 2 == 0, 0, connections.Outputs);
        Append(hash, output, batch);
        foreach (int neuron in Enumerable.Range(0, connections.Outputs)) output.Row(neuron)[NeuronRows.Pad(batch)..].Clear();
        (int panel, int room) = InnerProducts.Room(connections.Outputs);
        var scores = new float[room];
        InnerProducts.Block(output, 0, connections.Outputs, input, 0, connections.Inputs, new float[panel], scores);
        Append(hash, scores);
        ActivationGradient below = new(Activations.All[(int)random.Below(6)]);
        SparseBackward.Inputs(
            connections.ByInput, weights, gradient, output, input, input, below, null, NeuronRows.Pad(batch), 0, connections.Inputs);
        SparseBackward.Bias(output, biasGradient, NeuronRows.Pad(batch), 0, connections.Outputs);
        Append(hash, gradient);
        Append(hash, input, batch);
        Append(hash, biasGradient);
    }

    private static void Pairs(IncrementalHash hash, Rng random)
    {
        const int neurons = 21, samples = 600;
        NeuronRows rows = Make.RandomSignal(random, neurons, samples);
        var sketches = new CountSketch(neurons);
        for (int neuron = 0; neuron < neurons; neuron++)
        {
            RowNormalization.Scale(rows.Row(neuron), 4);
            sketches.Take(neuron, rows.Row(neuron), CountSketch.Signs(1, rows.Stride));
        }

        (int panel, int room) = InnerProducts.Room(neurons);
        var scores = new float[room];
        int width = CountSketch.Block(sketches, 0, neurons, sketches, 0, neurons, new float[panel], scores);
        Append(hash, scores.AsSpan(0, neurons * width));
    }

    private static void Dense(IncrementalHash hash, Rng random, int outputs, int inputs, int batch)
    {
        float[] weights = Make.Floats(random, outputs * inputs), bias = Make.Floats(random, outputs), gradient = new float[weights.Length];
        NeuronRows input = Make.RandomSignal(random, inputs, batch), output = new(outputs, batch);
        DenseForward.Rows(weights, bias, input, output, output.Stride, batch % 2 == 0, 0, outputs);
        Append(hash, output, batch);
        ActivationGradient below = new(Activations.LeakyRelu);
        DenseBackward.Inputs(
            weights, gradient, output, input, input, below, input.Stride, 0, inputs,
            new float[DenseBackward.ScratchLength(outputs, inputs, output.Stride)]);
        Append(hash, gradient);
        Append(hash, input, batch);
    }

    private static void Steps(IncrementalHash hash, string kind, int batch)
    {
        Network network = Make.Net(7, [9, 21, 17, 4], 0.3, kind);
        using var run = new FloatRun(network, Make.Noise(8, batch, 9, 4));
        NetworkOptimizer[] optimizers = [new(network, new MomentumSgd(0.9, true, 1e-3)), new(network, new Adam(1e-3))];
        for (int step = 0; step < 4; step++)
        {
            Append(hash, [(float)run.Backpropagate()]);
            optimizers[step % 2].Step(run.Workspace, 0.01);
        }

        hash.AppendData(Convert.FromHexString(NetworkDigest.OfModel(network)));
    }

    private static void Training(IncrementalHash hash, string method)
    {
        Recipe recipe = new() { Method = method, Hidden = [40, 35], Epsilon = 3, Epochs = 3, BatchSize = 20, SwitchPatience = 1, Seed = 5 };
        using var trainer = new Trainer(Make.Split(Make.Clusters(9, 90, 8, 3)), recipe, 1);
        hash.AppendData(Convert.FromHexString(NetworkDigest.OfModel(trainer.Train().LastNetwork)));
    }

    /// <summary>Beyond the samples in use, vectors of sixteen compute what vectors of eight leave alone.</summary>
    private static void Append(IncrementalHash hash, NeuronRows signal, int samples)
    {
        for (int row = 0; row < signal.Neurons; row++) Append(hash, signal.Row(row)[..NeuronRows.Pad(samples)]);
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<float> values) => hash.AppendData(MemoryMarshal.AsBytes(values));
}
