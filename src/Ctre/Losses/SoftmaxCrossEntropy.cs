using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels;
using Ctre.Layers;

namespace Ctre.Losses;

/// <summary>
/// Softmax and mean cross-entropy over a batch: <c>p = e^z / Σ e^z</c>, <c>loss = −(1/B) Σ w[label] ln p[label]</c>,
/// <c>∂loss/∂z = w[label] (p − onehot) / B</c>, w = 1 unless classes have weights. The sum is divided by the number of samples, not by
/// their weights: a row counts the same in whatever batch it comes. Per sample in double precision, so that no order of threads shows.
/// </summary>
internal sealed class SoftmaxCrossEntropy
{
    private readonly Workspace workspace;
    private readonly float[]? weights;
    private readonly double[] losses;
    private readonly int[] predictions;
    private readonly Action<MicroBatch> run;
    private ReadOnlyMemory<int> labels;
    private bool gradient;

    /// <summary>Prepares for the batches of a workspace.</summary>
    /// <param name="workspace">Holds the logits.</param>
    /// <param name="weights">w, a weight per class; null for 1.</param>
    public SoftmaxCrossEntropy(Workspace workspace, float[]? weights = null)
    {
        this.workspace = workspace;
        this.weights = weights;
        losses = new double[workspace.BatchCapacity];
        predictions = new int[workspace.BatchCapacity];
        run = Run;
    }

    /// <summary>The class with the largest logit of each sample of the last batch; ties go to the lower class.</summary>
    public ReadOnlySpan<int> Predictions => predictions.AsSpan(0, workspace.Batch);

    /// <summary>The summed, weighted loss of the batch, after all its parts have been run.</summary>
    public double Sum
    {
        get
        {
            double sum = 0;
            foreach (double loss in losses.AsSpan(0, workspace.Batch)) sum += loss;
            return sum;
        }
    }

    /// <summary>Turns the logits in the workspace into probabilities.</summary>
    public void Probabilities() => RunAll(ReadOnlyMemory<int>.Empty, toGradient: false);

    /// <summary>Turns the logits into probabilities and returns the summed loss of the batch.</summary>
    public double Loss(ReadOnlyMemory<int> batchLabels) => RunAll(batchLabels, toGradient: false);

    /// <summary>Turns the logits into ∂(mean loss)/∂z and returns the summed loss of the batch.</summary>
    public double LossAndGradient(ReadOnlyMemory<int> batchLabels) => RunAll(batchLabels, toGradient: true);

    /// <summary>Prepares for the parts of a batch.</summary>
    /// <param name="batchLabels">The class of each sample; empty if probabilities are all that is wanted.</param>
    /// <param name="toGradient">Whether to leave ∂(mean loss)/∂z rather than probabilities.</param>
    public void Begin(ReadOnlyMemory<int> batchLabels, bool toGradient) => (labels, gradient) = (batchLabels, toGradient);

    /// <summary>Turns the logits of one part into what <see cref="Begin"/> asked for.</summary>
    public void Run(MicroBatch part)
    {
        for (int sample = 0; sample < part.Samples; sample += NeuronRows.Lanes) Eight(part, sample);
        // Also what lies beyond the padding is cleared: a wide vector reads the whole line.
        for (int c = 0; c < part.Output.Neurons; c++) part.Output.Row(c)[part.Samples..].Clear();
    }

    private double RunAll(ReadOnlyMemory<int> batchLabels, bool toGradient)
    {
        Begin(batchLabels, toGradient);
        workspace.Run(run);
        return batchLabels.IsEmpty ? 0 : Sum;
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

    /// <summary>Eight samples of a part side by side, those beyond its end among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Eight(MicroBatch part, int first)
    {
        NeuronRows z = part.Output;
        Vector256<float> largest = Vector256.LoadUnsafe(ref z.RowStart(0), (nuint)first);
        Vector256<int> best = Vector256<int>.Zero;
        for (int c = 1; c < z.Neurons; c++)
        {
            Vector256<float> logit = Vector256.LoadUnsafe(ref z.RowStart(c), (nuint)first), isLarger = Vector256.GreaterThan(logit, largest);
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

        (Vector256<int> label, Vector256<float> weight) = Record(part, first, best, largest, sumLow, sumHigh);
        for (int c = 0; c < z.Neurons; c++)
        {
            ref float row = ref z.RowStart(c);
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref row, (nuint)first));
            Vector256<float> p = Vector256.Narrow(Exponential.Of(low - maxLow) / sumLow, Exponential.Of(high - maxHigh) / sumHigh);
            if (gradient)
            {
                Vector256<float> isLabel = Vector256.Equals(label, Vector256.Create(c)).AsSingle();
                p = weight * (p - (isLabel & Vector256<float>.One)) / Vector256.Create((float)workspace.Batch);
            }

            p.StoreUnsafe(ref row, (nuint)first);
        }
    }

    /// <summary>Keeps predictions and losses; returns the labels, −1 beyond the end, and their weights.</summary>
    private (Vector256<int> Labels, Vector256<float> Weights) Record(
        MicroBatch part, int first, Vector256<int> best, Vector256<float> largest, Vector256<double> sumLow, Vector256<double> sumHigh)
    {
        int count = Math.Min(NeuronRows.Lanes, part.Samples - first), begin = part.First + first;
        Span<int> classes = stackalloc int[NeuronRows.Lanes];
        best.CopyTo(classes);
        classes[..count].CopyTo(predictions.AsSpan(begin));
        if (labels.IsEmpty) return (Vector256.Create(-1), Vector256<float>.One);
        Span<float> max = stackalloc float[NeuronRows.Lanes], weight = stackalloc float[NeuronRows.Lanes];
        Span<double> sum = stackalloc double[NeuronRows.Lanes];
        largest.CopyTo(max);
        sumLow.CopyTo(sum);
        sumHigh.CopyTo(sum[Vector256<double>.Count..]);
        classes.Fill(-1);
        labels.Span.Slice(begin, count).CopyTo(classes);
        for (int s = 0; s < count; s++)
        {
            weight[s] = weights is null ? 1 : weights[classes[s]];
            losses[begin + s] = weight[s] * (max[s] + Math.Log(sum[s]) - part.Output.Row(classes[s])[first + s]);
        }

        return (Vector256.Create<int>(classes), Vector256.Create<float>(weight));
    }
}
