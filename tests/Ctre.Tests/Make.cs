using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Topology;

namespace Ctre.Tests;

/// <summary>Small seeded networks, signals and data sets to test on.</summary>
internal static class Make
{
    public static Rng Random(long seed) => Rng.For(seed, RandomPurpose.Generator);

    /// <summary>A layer's connections, each set of round(density · places) places equally likely.</summary>
    public static Connections Topology(Rng random, int outputs, int inputs, double density) =>
        Connections.FromPositions(outputs, inputs, AbsentPositions.Sample(
            random, (long)outputs * inputs, [], (int)Math.Round(density * outputs * inputs)));

    public static SparseLayer Layer(Rng random, int outputs, int inputs, double density) =>
        LayerOn(random, Topology(random, outputs, inputs, density));

    /// <summary>Weights such that a signal neither vanishes nor explodes on its way through the layers.</summary>
    public static SparseLayer LayerOn(Rng random, Connections connections)
    {
        double fanIn = Math.Max(1, (double)connections.Count / connections.Outputs);
        return new(connections, Floats(random, connections.Count, Math.Sqrt(6 / fanIn)), Floats(random, connections.Outputs, 0.3));
    }

    public static Network Net(long seed, int[] sizes, double density, string kind = "relu")
    {
        Rng random = Random(seed);
        return new Network([.. Enumerable.Range(1, sizes.Length - 1).Select(l => Layer(random, sizes[l], sizes[l - 1], density))],
            Activations.Find(kind)!);
    }

    public static float[] Floats(Rng random, int count, double bound = 1)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++) values[i] = random.Symmetric(bound);
        return values;
    }

    /// <summary>A signal of uniform values of which some are 0 or −0; the padding is 0.</summary>
    public static NeuronRows RandomSignal(Rng random, int neurons, int batch)
    {
        var signal = new NeuronRows(neurons, batch);
        for (int neuron = 0; neuron < neurons; neuron++)
            for (int s = 0; s < batch; s++)
                signal.Row(neuron)[s] = random.Below(8) switch { 0 => 0f, 1 => -0f, _ => random.Symmetric(1) };
        return signal;
    }

    /// <summary>Counts, most of them zero, with a few features that speak for each class.</summary>
    public static Dataset Counts(long seed, int rows, int features, int classes, double density)
    {
        Rng random = Random(seed);
        var values = new float[rows * features];
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % classes)];
        for (int row = 0; row < rows; row++)
            for (int f = 0; f < features; f++)
                if (random.Uniform() < (f % (3 * classes) == labels[row] ? 2 * density : density)) values[row * features + f] =
                    1 + random.Below(4);
        return new Dataset("counts", features, values, labels, [.. Enumerable.Range(0, classes).Select(label => $"class{label}")]);
    }

    /// <summary>The same data in compressed form.</summary>
    public static Dataset Compressed(Dataset data)
    {
        List<int> offsets = [0], columns = [];
        List<float> values = [];
        for (int row = 0; row < data.Rows; row++)
        {
            for (int f = 0; f < data.Features; f++)
            {
                if (data.Row(row)[f] == 0) continue;
                columns.Add(f);
                values.Add(data.Row(row)[f]);
            }

            offsets.Add(values.Count);
        }

        return new Dataset(data.Name, new SparseRows(data.Features, [.. offsets], [.. columns], [.. values]), data.Labels.ToArray(),
            data.ClassNames);
    }

    /// <summary>Rows without structure, labels at random.</summary>
    public static Dataset Noise(long seed, int rows, int features, int classes)
    {
        Rng random = Random(seed);
        float[] values = Floats(random, rows * features);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => (int)random.Below(classes))];
        return new Dataset("noise", features, values, labels, Names(classes));
    }

    /// <summary>Two classes that overlap; one row in twenty belongs to the second.</summary>
    public static Dataset Imbalanced(long seed, int rows, int features)
    {
        Rng random = Random(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % 20 == 0 ? 1 : 0)];
        float[] values = [.. labels.SelectMany(label =>
            Enumerable.Range(0, features).Select(_ => (float)(random.Gaussian() + 0.7 * label)))];
        return new Dataset("imbalanced", features, values, labels, Names(2));
    }

    /// <summary>Rows around one far-off center per class: any network that learns separates them.</summary>
    public static Dataset Clusters(long seed, int rows, int features, int classes, double spread = 0.3)
    {
        Rng random = Random(seed);
        float[] centers = Floats(random, classes * features, 2);
        var values = new float[rows * features];
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = row % classes;
            for (int f = 0; f < features; f++)
                values[row * features + f] = centers[labels[row] * features + f] + (float)(spread * random.Gaussian());
        }

        return new Dataset("clusters", features, values, labels, Names(classes));
    }

    /// <summary>The random network that most methods start from.</summary>
    public static Network RandomNetwork(Dataset data, Recipe recipe) =>
        InitialTopology.Random([data.Features, .. recipe.Hidden, data.Classes], recipe);

    public static DataSplit Split(Dataset data, long seed = 0) => DataSplit.Create(data, null, 0.2, 0.15, seed);

    private static string[] Names(int classes) => [.. Enumerable.Range(0, classes).Select(c => $"class {c}")];
}
