using Ctre.Kernels;

namespace Ctre.Losses;

/// <summary>
/// The objective that training minimizes: turns a network's outputs for the samples of a batch into predictions, losses, and gradients. A
/// batch comes in micro-batches, several at the same time; each of them writes to its own samples only.
/// </summary>
internal abstract class Loss
{
    private readonly double[] losses;
    private readonly int[] predictions;

    /// <summary>Makes room for batches of so many samples.</summary>
    protected Loss(int batchCapacity) => (losses, predictions) = (new double[batchCapacity], new int[batchCapacity]);

    /// <summary>The loss of classification, which is the only one so far.</summary>
    /// <param name="batchCapacity">The most samples of a batch; 0 if only single rows are predicted.</param>
    /// <param name="classWeights">The weights of the classes in training; null for 1.</param>
    public static Loss Create(int batchCapacity, float[]? classWeights = null) => new SoftmaxCrossEntropy(batchCapacity, classWeights);

    /// <summary>The class predicted for each sample of the last batch; ties go to the lower class.</summary>
    public ReadOnlySpan<int> Predictions => predictions;

    /// <summary>The summed loss of the last batch, in the order of its samples.</summary>
    /// <param name="samples">Samples of the batch.</param>
    public double Sum(int samples)
    {
        double sum = 0;
        foreach (double loss in losses.AsSpan(0, samples)) sum += loss;
        return sum;
    }

    /// <summary>
    /// Turns the outputs of one row into probabilities <c>[classes]</c>, with the same bits as in a batch; returns the predicted class.
    /// </summary>
    public abstract int Predict(Span<float> outputs);

    /// <summary>Turns the outputs of a micro-batch into probabilities; keeps predictions, and losses where labels are given.</summary>
    /// <param name="outputs">The outputs <c>[classes × samples]</c>; what lies beyond the samples becomes 0.</param>
    /// <param name="first">The first sample's number in the batch.</param>
    /// <param name="samples">Samples of the micro-batch.</param>
    /// <param name="labels">The class of each of them; empty where there are no labels.</param>
    public abstract void Evaluate(NeuronRows outputs, int first, int samples, ReadOnlySpan<int> labels);

    /// <summary>
    /// Turns the outputs of a micro-batch into ∂(mean loss of the batch)/∂outputs; keeps predictions and weighted losses.
    /// </summary>
    /// <param name="outputs">The outputs <c>[classes × samples]</c>; what lies beyond the samples becomes 0.</param>
    /// <param name="first">The first sample's number in the batch.</param>
    /// <param name="samples">Samples of the micro-batch.</param>
    /// <param name="labels">The class of each of them.</param>
    /// <param name="batch">Samples of the whole batch.</param>
    public abstract void Differentiate(NeuronRows outputs, int first, int samples, ReadOnlySpan<int> labels, int batch);

    /// <summary>Keeps predictions of samples that follow each other.</summary>
    protected void Keep(int first, ReadOnlySpan<int> predicted) => predicted.CopyTo(predictions.AsSpan(first));

    /// <summary>Keeps a sample's loss.</summary>
    protected void Keep(int sample, double loss) => losses[sample] = loss;
}
