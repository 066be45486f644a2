using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels;

namespace Ctre.Losses;

/// <summary>
/// Softmax and mean cross-entropy over a batch: <c>p = e^z / Σ e^z</c>, <c>loss = −(1/B) Σ w[label] ln p[label]</c>,
/// <c>∂loss/∂z = w[label] (p − onehot) / B</c>, w = 1 unless classes have weights. The sum is divided by the number of samples, not by
/// their weights: a row counts the same in any batch. Per sample in double precision, so that no result depends on the order of threads.
/// </summary>
internal sealed class SoftmaxCrossEntropy(int batchCapacity, float[]? weights = null) : Loss(batchCapacity)
{
    /// <summary>What <see cref="Run"/> is given instead of a batch's size where probabilities are wanted.</summary>
    private const int Probabilities = 0;

    public override int Predict(Span<float> outputs) => Softmax(outputs, outputs.Length, stride: 1);

    public override void Evaluate(NeuronRows outputs, int first, int samples, ReadOnlySpan<int> labels) =>
        Run(outputs, first, samples, labels, Probabilities);

    public override void Differentiate(NeuronRows outputs, int first, int samples, ReadOnlySpan<int> labels, int batch) =>
        Run(outputs, first, samples, labels, batch);

    private void Run(NeuronRows outputs, int first, int samples, ReadOnlySpan<int> labels, int batch)
    {
        for (int sample = 0; sample < samples; sample += NeuronRows.Lanes) Eight(outputs, first, sample, samples, labels, batch);
        // Also what lies beyond the padding is cleared: a wide vector reads the whole line.
        for (int c = 0; c < outputs.Neurons; c++) outputs.Row(c)[samples..].Clear();
    }

    /// <summary>
    /// Turns the logits of one sample into probabilities, to the same bits; returns the class with the largest, the lower on a tie.
    /// </summary>
    /// <param name="z">Logits, <paramref name="stride"/> apart.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="stride">Distance from one class to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Softmax(Span<float> z, int classes, int stride)
    {
        int best = 0;
        for (int c = 1; c < classes; c++)
            if (z[c * stride] > z[best * stride]) best = c;
        double max = z[best * stride], sum = 0;
        for (int c = 0; c < classes; c++) sum += Exponential.Of(z[c * stride] - max);
        for (int c = 0; c < classes; c++) z[c * stride] = (float)(Exponential.Of(z[c * stride] - max) / sum);
        return best;
    }

    /// <summary>Eight samples of a micro-batch at a time, those beyond its end among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Eight(NeuronRows z, int begin, int first, int samples, ReadOnlySpan<int> labels, int batch)
    {
        Vector256<float> largest = Vector256.LoadUnsafe(ref z.RowStart(0), (nuint)first);
        Vector256<int> best = Vector256<int>.Zero;
        for (int c = 1; c < z.Neurons; c++)
        {
            Vector256<float> logit = Vector256.LoadUnsafe(ref z.RowStart(c), (nuint)first),
                isLarger = Vector256.GreaterThan(logit, largest);
            largest = Vector256.ConditionalSelect(isLarger, logit, largest);
            best = Vector256.ConditionalSelect(isLarger.AsInt32(), Vector256.Create(c), best);
        }

        (Vector256<double> maxLow, Vector256<double> maxHigh) = Vector256.Widen(largest);
        Vector256<double> sumLow = Vector256<double>.Zero, sumHigh = sumLow;
        for (int c = 0; c < z.Neurons; c++)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref z.RowStart(c), (nuint)first));
            sumLow += Exponential.Of(low - maxLow);
            sumHigh += Exponential.Of(high - maxHigh);
        }

        (Vector256<int> label, Vector256<float> weight) = Record(
            z, begin, first, samples, labels, isWeighted: batch != Probabilities, best, largest, sumLow, sumHigh);
        for (int c = 0; c < z.Neurons; c++)
        {
            ref float row = ref z.RowStart(c);
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref row, (nuint)first));
            Vector256<float> p = Vector256.Narrow(Exponential.Of(low - maxLow) / sumLow, Exponential.Of(high - maxHigh) / sumHigh);
            if (batch != Probabilities)
            {
                Vector256<float> isLabel = Vector256.Equals(label, Vector256.Create(c)).AsSingle();
                p = weight * (p - (isLabel & Vector256<float>.One)) / Vector256.Create((float)batch);
            }

            p.StoreUnsafe(ref row, (nuint)first);
        }
    }

    /// <summary>Keeps predictions and losses; returns the labels, −1 beyond the end, and their weights.</summary>
    private (Vector256<int> Labels, Vector256<float> Weights) Record(
        NeuronRows z, int begin, int first, int samples, ReadOnlySpan<int> labels, bool isWeighted, Vector256<int> best,
        Vector256<float> largest, Vector256<double> sumLow, Vector256<double> sumHigh)
    {
        int count = Math.Min(NeuronRows.Lanes, samples - first);
        Span<int> classes = stackalloc int[NeuronRows.Lanes];
        best.CopyTo(classes);
        Keep(begin + first, classes[..count]);
        if (labels.IsEmpty) return (Vector256.Create(-1), Vector256<float>.One);
        Span<float> max = stackalloc float[NeuronRows.Lanes], weight = stackalloc float[NeuronRows.Lanes];
        Span<double> sum = stackalloc double[NeuronRows.Lanes];
        largest.CopyTo(max);
        sumLow.CopyTo(sum);
        sumHigh.CopyTo(sum[Vector256<double>.Count..]);
        classes.Fill(-1);
        labels.Slice(first, count).CopyTo(classes);
        for (int s = 0; s < count; s++)
        {
            weight[s] = isWeighted && weights is not null ? weights[classes[s]] : 1;
            Keep(begin + first + s, weight[s] * (max[s] + Math.Log(sum[s]) - z.Row(classes[s])[first + s]));
        }

        return (Vector256.Create<int>(classes), Vector256.Create<float>(weight));
    }
}
