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

    private void Sample(Signal output, int sample)
    {
        Span<float> z = output.Values.AsSpan(sample);
        int best = 0;
        for (int c = 1; c < output.Neurons; c++)
            if (z[c * output.Stride] > z[best * output.Stride]) best = c;
        predictions[sample] = best;

        double max = z[best * output.Stride], sum = 0;
        for (int c = 0; c < output.Neurons; c++) sum += Math.Exp(z[c * output.Stride] - max);
        int label = labels.IsEmpty ? -1 : labels.Span[sample];
        if (label >= 0) losses[sample] = max + Math.Log(sum) - z[label * output.Stride];
        for (int c = 0; c < output.Neurons; c++)
        {
            double p = Math.Exp(z[c * output.Stride] - max) / sum;
            z[c * output.Stride] = (float)(gradient ? (p - (c == label ? 1 : 0)) / workspace.Batch : p);
        }
    }
}
