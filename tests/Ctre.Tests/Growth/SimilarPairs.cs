using Ctre.Growth;
using Ctre.Kernels;

namespace Ctre.Tests.Growth;

/// <summary>Unit rows of neurons that come in clusters, as those of a network do, with a few silent ones among them.</summary>
internal static class SimilarPairs
{
    public static NeuronRows Rows(Rng random, int neurons, int samples, float[][] prototypes, float noise = 0.3f)
    {
        var signal = new NeuronRows(neurons, samples);
        for (int neuron = 0; neuron < neurons; neuron++)
        {
            if (random.Below(20) == 0) continue;
            float[] prototype = prototypes[(int)random.Below(prototypes.Length)];
            for (int s = 0; s < samples; s++) signal.Row(neuron)[s] = MathF.Max(0, prototype[s] + noise * (float)random.Gaussian());
            RowNormalization.Scale(signal.Row(neuron), 0);
        }

        return signal;
    }

    public static float[][] Prototypes(Rng random, int count, int samples) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, samples).Select(_ => (float)random.Gaussian()).ToArray())];

    /// <summary>The mean |cos| of pairs.</summary>
    public static double Mass(Candidate[] pairs, NeuronRows outputs, NeuronRows inputs) => pairs.Average(pair =>
        Math.Abs((double)InnerProducts.One(outputs, (int)(pair.Position / inputs.Neurons), inputs, (int)(pair.Position % inputs.Neurons))));
}
