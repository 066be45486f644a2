using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;

namespace Ctre.Optimization;

/// <summary>
/// Softmax and mean cross-entropy over a batch: <c>p = e^z / Σ e^z</c>, <c>loss = −(1/B) Σ w[label] ln p[label]</c>,
/// <c>∂loss/∂z = w[label] (p − onehot) / B</c>, w = 1 unless classes have weights. The sum is divided by the number of samples, not by
/// their weights: a row counts the same in whatever batch it comes. Per sample in double precision, so that no order of threads shows.
/// </summary>
internal sealed class SoftmaxCrossEntropy
{
    /// <summary>As many classes as a data set may have.</summary>
    private const int StackClasses = Dataset.MaxClasses;

    private readonly Workspace workspace;
    private readonly float[]? weights;
    private readonly double[] losses;
    private readonly int[] predictions;
    private readonly Action<BatchPart> run;
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
    public void Run(BatchPart part)
    {
        Signal output = part.Output;
        Span<double> powers = output.Neurons <= StackClasses ? stackalloc double[output.Neurons] : new double[output.Neurons];
        for (int sample = 0; sample < part.Samples; sample++) Sample(output.Values[sample..], output.Stride, part.First + sample, powers);
        // Also what lies beyond the padding is cleared: a wide vector reads the whole line.
        for (int c = 0; c < output.Neurons; c++) output.Row(c)[part.Samples..].Clear();
    }

    private double RunAll(ReadOnlyMemory<int> batchLabels, bool toGradient)
    {
        Begin(batchLabels, toGradient);
        workspace.Run(run);
        return batchLabels.IsEmpty ? 0 : Sum;
    }

    /// <summary>Turns the logits of one sample into probabilities; returns the class with the largest, the lower on a tie.</summary>
    /// <param name="z">Logits, <paramref name="stride"/> apart.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="stride">Distance from one class to the next.</param>
    public static int Softmax(Span<float> z, int classes, int stride)
    {
        Span<double> powers = classes <= StackClasses ? stackalloc double[classes] : new double[classes];
        (int best, _, double sum) = Exponentials(z, stride, powers);
        for (int c = 0; c < classes; c++) z[c * stride] = (float)(powers[c] / sum);
        return best;
    }

    private void Sample(Span<float> z, int stride, int sample, Span<double> powers)
    {
        (predictions[sample], double max, double sum) = Exponentials(z, stride, powers);
        float weight = labels.IsEmpty || weights is null ? 1 : weights[labels.Span[sample]];
        if (!labels.IsEmpty) losses[sample] = weight * (max + Math.Log(sum) - z[labels.Span[sample] * stride]);
        for (int c = 0; c < powers.Length; c++) z[c * stride] = (float)(powers[c] / sum);
        if (!gradient) return;
        z[labels.Span[sample] * stride] -= 1;
        for (int c = 0; c < powers.Length; c++) z[c * stride] = weight * z[c * stride] / workspace.Batch;
    }

    /// <summary>Class with the largest logit, that logit, e^(z − largest) of each class, and their sum.</summary>
    private static (int Best, double Max, double Sum) Exponentials(ReadOnlySpan<float> z, int stride, Span<double> powers)
    {
        int best = 0;
        for (int c = 1; c < powers.Length; c++)
            if (z[c * stride] > z[best * stride]) best = c;
        double max = z[best * stride], sum = 0;
        for (int c = 0; c < powers.Length; c++) sum += powers[c] = Math.Exp(z[c * stride] - max);
        return (best, max, sum);
    }
}
