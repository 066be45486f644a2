namespace Ctre.Tests.Reference;

/// <summary>Momentum SGD in double: g += λ w (weights only), v ← μ v + g, w ← w − η (Nesterov: g + μ v; else v).</summary>
internal sealed class ReferenceSgd(DenseReferenceNetwork network, double momentum, bool nesterov, double decay)
{
    private readonly double[][,] velocity = ReferenceState.ForWeights(network);
    private readonly double[][] biasVelocity = ReferenceState.ForBiases(network);

    public void Step(double[,] input, int[] labels, double rate)
    {
        (double[][,] gradients, double[][] biasGradients) = network.Gradients(input, labels);
        for (int l = 0; l < network.Depth; l++)
        {
            for (int i = 0; i < network.Bias[l].Length; i++)
            {
                for (int j = 0; j < network.Weights[l].GetLength(1); j++)
                {
                    if (!network.Mask[l][i, j]) continue;
                    double g = gradients[l][i, j] + decay * network.Weights[l][i, j];
                    Update(ref network.Weights[l][i, j], ref velocity[l][i, j], g, rate);
                }

                Update(ref network.Bias[l][i], ref biasVelocity[l][i], biasGradients[l][i], rate);
            }
        }
    }

    private void Update(ref double w, ref double v, double g, double rate)
    {
        v = momentum * v + g;
        w -= rate * (nesterov ? g + momentum * v : v);
    }
}

/// <summary>Adam in double, β₁ = 0.9, β₂ = 0.999, ε = 1e-8, with decay beside the gradient (AdamW), of weights only.</summary>
internal sealed class ReferenceAdam(DenseReferenceNetwork network, double decay)
{
    private readonly double[][,] first = ReferenceState.ForWeights(network), second = ReferenceState.ForWeights(network);
    private readonly double[][] biasFirst = ReferenceState.ForBiases(network), biasSecond = ReferenceState.ForBiases(network);
    private int steps;

    public void Step(double[,] input, int[] labels, double rate)
    {
        (double[][,] gradients, double[][] biasGradients) = network.Gradients(input, labels);
        steps++;
        for (int l = 0; l < network.Depth; l++)
        {
            for (int i = 0; i < network.Bias[l].Length; i++)
            {
                for (int j = 0; j < network.Weights[l].GetLength(1); j++)
                    if (network.Mask[l][i, j])
                        Update(ref network.Weights[l][i, j], ref first[l][i, j], ref second[l][i, j], gradients[l][i, j], rate, decay);
                Update(ref network.Bias[l][i], ref biasFirst[l][i], ref biasSecond[l][i], biasGradients[l][i], rate, 0);
            }
        }
    }

    private void Update(ref double w, ref double m, ref double v, double g, double rate, double ownDecay)
    {
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        double mHat = m / (1 - Math.Pow(0.9, steps)), vHat = v / (1 - Math.Pow(0.999, steps));
        w -= rate * (mHat / (Math.Sqrt(vHat) + 1e-8) + ownDecay * w);
    }
}

internal static class ReferenceState
{
    public static double[][,] ForWeights(DenseReferenceNetwork network) =>
        [.. network.Weights.Select(w => new double[w.GetLength(0), w.GetLength(1)])];

    public static double[][] ForBiases(DenseReferenceNetwork network) => [.. network.Bias.Select(b => new double[b.Length])];
}
