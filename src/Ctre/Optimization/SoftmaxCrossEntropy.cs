using Ctre.Kernels;
using Ctre.Layers;

namespace Ctre.Optimization;

/// <summary>
/// Softmax and mean cross-entropy over a batch: <c>p = e^z / Σ e^z</c>, <c>loss = −(1/B) Σ ln p[label]</c>,
/// <c>∂loss/∂z = (p − onehot) / B</c>. Per sample in double precision, so that no order of threads shows.
/// </summary>
internal sealed class SoftmaxCrossEntropy
{
    private readonly Workspace workspace;
    private readonly double[] losses;
    private readonly int[] predictions;
    private readonly Action<int> share;
    private ReadOnlyMemory<int> labels;
    private bool gradient;

    public SoftmaxCrossEntropy(Workspace workspace)
    {
        this.workspace = workspace;
        losses = new double[workspace.BatchCapacity];
        predictions = new int[workspace.BatchCapacity];
        share = Share;
    }

    /// <summary>The class with the largest logit of each sample of the last batch; ties go to the lower class.</summary>
    public ReadOnlySpan<int> Predictions => predictions.AsSpan(0, workspace.Batch);

    /// <summary>Turns the logits in the workspace into probabilities.</summary>
    public void Probabilities() => Run(ReadOnlyMemory<int>.Empty, toGradient: false);

    /// <summary>Turns the logits into probabilities and returns the summed loss of the batch.</summary>
    public double Loss(ReadOnlyMemory<int> batchLabels) => Run(batchLabels, toGradient: false);

    /// <summary>Turns the logits into ∂(mean loss)/∂z and returns the summed loss of the batch.</summary>
    public double LossAndGradient(ReadOnlyMemory<int> batchLabels) => Run(batchLabels, toGradient: true);

    private double Run(ReadOnlyMemory<int> batchLabels, bool toGradient)
    {
        labels = batchLabels;
        gradient = toGradient;
        workspace.Team.Run(share, 20L * workspace.Output.Neurons * workspace.Batch);
        double sum = 0;
        if (!batchLabels.IsEmpty)
            for (int sample = 0; sample < workspace.Batch; sample++) sum += losses[sample];
        return sum;
    }

    private void Share(int worker)
    {
        Signal output = workspace.Output;
        (int begin, int end) = Partition.Even(workspace.PaddedBatch, worker, workspace.Team.Workers);
        for (int sample = begin; sample < end; sample++)
        {
            if (sample < workspace.Batch) Sample(output, sample);
            else
                for (int c = 0; c < output.Neurons; c++) output.Values[c * output.Stride + sample] = 0;
        }
    }

    /// <summary>Turns the logits of one sample into probabilities; returns the class with the largest, the lower on a tie.</summary>
    /// <param name="z">Logits, <paramref name="stride"/> apart.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="stride">Distance from one class to the next.</param>
    public static int Softmax(Span<float> z, int classes, int stride)
    {
        (int best, double max, double sum) = Summarize(z, classes, stride);
        Normalize(z, classes, stride, max, sum);
        return best;
    }

    private void Sample(Signal output, int sample)
    {
        Span<float> z = output.Values.AsSpan(sample);
        int classes = output.Neurons, stride = output.Stride;
        (predictions[sample], double max, double sum) = Summarize(z, classes, stride);
        if (!labels.IsEmpty) losses[sample] = max + Math.Log(sum) - z[labels.Span[sample] * stride];
        Normalize(z, classes, stride, max, sum);
        if (!gradient) return;
        z[labels.Span[sample] * stride] -= 1;
        for (int c = 0; c < classes; c++) z[c * stride] /= workspace.Batch;
    }

    private static void Normalize(Span<float> z, int classes, int stride, double max, double sum)
    {
        for (int c = 0; c < classes; c++) z[c * stride] = (float)(Math.Exp(z[c * stride] - max) / sum);
    }

    private static (int Best, double Max, double Sum) Summarize(ReadOnlySpan<float> z, int classes, int stride)
    {
        int best = 0;
        for (int c = 1; c < classes; c++)
            if (z[c * stride] > z[best * stride]) best = c;
        double max = z[best * stride], sum = 0;
        for (int c = 0; c < classes; c++) sum += Math.Exp(z[c * stride] - max);
        return (best, max, sum);
    }
}
