using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Tests.Reference;

/// <summary>
/// Defines right and wrong: a masked dense multilayer perceptron in double precision, one triple loop per product and no
/// cleverness. Signals are <c>[neurons, samples]</c>, matrices <c>[outputs, inputs]</c>.
/// </summary>
internal sealed class DenseReferenceNetwork(double[][,] weights, bool[][,] mask, double[][] bias, string kind)
{
    public double[][,] Weights { get; } = weights;

    public bool[][,] Mask { get; } = mask;

    public double[][] Bias { get; } = bias;

    public int Depth => Weights.Length;

    public static DenseReferenceNetwork Of(Network network)
    {
        var weights = network.Layers.Select(layer => new double[layer.Outputs, layer.Inputs]).ToArray();
        var mask = network.Layers.Select(layer => new bool[layer.Outputs, layer.Inputs]).ToArray();
        for (int l = 0; l < weights.Length; l++)
        {
            int slot = 0;
            foreach (Connection c in network.Layers[l].Connections.Enumerate())
            {
                weights[l][c.Output, c.Input] = network.Layers[l].Weights[slot++];
                mask[l][c.Output, c.Input] = true;
            }
        }

        double[][] bias = [.. network.Layers.Select(layer => layer.Bias.ToArray().Select(b => (double)b).ToArray())];
        return new DenseReferenceNetwork(weights, mask, bias, network.HiddenActivation.Name);
    }

    /// <summary>f(z) of a hidden layer.</summary>
    public double Activate(int layer, double z) => kind switch
    {
        "relu" => Math.Max(z, 0),
        "tanh" => Math.Tanh(z),
        "sigmoid" => 1 / (1 + Math.Exp(-z)),
        "leaky-relu" => z > 0 ? z : 0.01 * z,
        "all-relu" => z > 0 ? z : (layer % 2 == 0 ? -0.6 : 0.6) * z,
        _ => z,
    };

    /// <summary>f′(z) of a hidden layer.</summary>
    public double Derivative(int layer, double z) => kind switch
    {
        "relu" => z > 0 ? 1 : 0,
        "tanh" => 1 - Math.Tanh(z) * Math.Tanh(z),
        "sigmoid" => Activate(layer, z) * (1 - Activate(layer, z)),
        "leaky-relu" => z > 0 ? 1 : 0.01,
        "all-relu" => z > 0 ? 1 : layer % 2 == 0 ? -0.6 : 0.6,
        _ => 1,
    };

    /// <summary>
    /// z and a of every layer; a of the last is the softmax. <c>A[0]</c> is the input, <c>Z[l]</c> belongs to <c>A[l + 1]</c>.
    /// </summary>
    public (double[][,] Z, double[][,] A) Forward(double[,] input)
    {
        var z = new double[Depth][,];
        var a = new double[Depth + 1][,];
        a[0] = input;
        for (int l = 0; l < Depth; l++)
        {
            z[l] = Preactivation(l, a[l]);
            a[l + 1] = l == Depth - 1 ? Softmax(z[l]) : Map(z[l], value => Activate(l, value));
        }

        return (z, a);
    }

    /// <summary>−(1/B) Σ w[label] ln p[label], w = 1 unless given.</summary>
    public double Loss(double[,] input, int[] labels, float[]? classWeights = null)
    {
        (_, double[][,] a) = Forward(input);
        double sum = 0;
        for (int s = 0; s < labels.Length; s++) sum -= (classWeights?[labels[s]] ?? 1) * Math.Log(a[Depth][labels[s], s]);
        return sum / labels.Length;
    }

    /// <summary>∂loss/∂W of all places, connected or not, and ∂loss/∂b.</summary>
    public (double[][,] Weights, double[][] Bias) Gradients(double[,] input, int[] labels, float[]? classWeights = null)
    {
        (double[][,] z, double[][,] a) = Forward(input);
        var weightGradients = new double[Depth][,];
        var biasGradients = new double[Depth][];
        double[,] delta = (double[,])a[Depth].Clone();
        for (int s = 0; s < labels.Length; s++) delta[labels[s], s] -= 1;
        for (int s = 0; s < labels.Length; s++)
            for (int c = 0; c < delta.GetLength(0); c++) delta[c, s] *= (classWeights?[labels[s]] ?? 1) / (double)labels.Length;
        for (int l = Depth - 1; l >= 0; l--)
        {
            weightGradients[l] = Outer(delta, a[l]);
            biasGradients[l] = RowSums(delta);
            if (l > 0) delta = Back(l, delta, z[l - 1]);
        }

        return (weightGradients, biasGradients);
    }

    /// <summary>A matrix's values where layer <paramref name="layer"/> has connections, in slot order.</summary>
    public IEnumerable<double> BySlot(int layer, double[,] matrix)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
            for (int j = 0; j < matrix.GetLength(1); j++)
                if (Mask[layer][i, j]) yield return matrix[i, j];
    }

    private double[,] Preactivation(int l, double[,] a)
    {
        int outputs = Weights[l].GetLength(0), inputs = Weights[l].GetLength(1), samples = a.GetLength(1);
        var z = new double[outputs, samples];
        for (int i = 0; i < outputs; i++)
            for (int s = 0; s < samples; s++)
            {
                z[i, s] = Bias[l][i];
                for (int j = 0; j < inputs; j++)
                    if (Mask[l][i, j]) z[i, s] += Weights[l][i, j] * a[j, s];
            }

        return z;
    }

    private double[,] Back(int l, double[,] delta, double[,] zBelow)
    {
        int outputs = Weights[l].GetLength(0), inputs = Weights[l].GetLength(1), samples = delta.GetLength(1);
        var below = new double[inputs, samples];
        for (int j = 0; j < inputs; j++)
            for (int s = 0; s < samples; s++)
            {
                for (int i = 0; i < outputs; i++)
                    if (Mask[l][i, j]) below[j, s] += Weights[l][i, j] * delta[i, s];
                below[j, s] *= Derivative(l - 1, zBelow[j, s]);
            }

        return below;
    }

    private static double[,] Outer(double[,] delta, double[,] a)
    {
        int outputs = delta.GetLength(0), inputs = a.GetLength(0), samples = a.GetLength(1);
        var gradient = new double[outputs, inputs];
        for (int i = 0; i < outputs; i++)
            for (int j = 0; j < inputs; j++)
                for (int s = 0; s < samples; s++) gradient[i, j] += delta[i, s] * a[j, s];
        return gradient;
    }

    private static double[] RowSums(double[,] delta)
    {
        var sums = new double[delta.GetLength(0)];
        for (int i = 0; i < sums.Length; i++)
            for (int s = 0; s < delta.GetLength(1); s++) sums[i] += delta[i, s];
        return sums;
    }

    private static double[,] Softmax(double[,] z)
    {
        var p = new double[z.GetLength(0), z.GetLength(1)];
        for (int s = 0; s < z.GetLength(1); s++)
        {
            double largest = double.NegativeInfinity, sum = 0;
            for (int c = 0; c < z.GetLength(0); c++) largest = Math.Max(largest, z[c, s]);
            for (int c = 0; c < z.GetLength(0); c++) sum += p[c, s] = Math.Exp(z[c, s] - largest);
            for (int c = 0; c < z.GetLength(0); c++) p[c, s] /= sum;
        }

        return p;
    }

    private static double[,] Map(double[,] values, Func<double, double> f)
    {
        var mapped = new double[values.GetLength(0), values.GetLength(1)];
        for (int i = 0; i < values.GetLength(0); i++)
            for (int s = 0; s < values.GetLength(1); s++) mapped[i, s] = f(values[i, s]);
        return mapped;
    }
}
