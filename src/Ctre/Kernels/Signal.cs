namespace Ctre.Kernels;

/// <summary>
/// The values of a layer of neurons for a batch, feature-major <c>[neurons × batch]</c>, batch innermost: one stored
/// weight meets a contiguous run of samples. Rows are padded to whole groups of <see cref="Lanes"/> samples.
/// </summary>
internal sealed class Signal
{
    /// <summary>Samples that are processed together. Fixed, so that sums don't depend on the hardware's vector width.</summary>
    public const int Lanes = 8;

    public Signal(int neurons, int batchCapacity)
    {
        Neurons = neurons;
        Stride = Pad(batchCapacity);
        long size = (long)neurons * Stride;
        if (size > Array.MaxLength)
            throw new InputException($"{neurons} neurons × {batchCapacity} rows is more than one array holds; use a smaller batch or fewer rows.");
        Values = new float[size];
    }

    public int Neurons { get; }

    /// <summary>Values from one neuron's row to the next: the batch capacity rounded up to whole lanes.</summary>
    public int Stride { get; }

    /// <summary>The values <c>[neurons × stride]</c>.</summary>
    public float[] Values { get; }

    public Span<float> Row(int neuron) => Values.AsSpan(neuron * Stride, Stride);

    /// <summary>A batch rounded up to whole lanes.</summary>
    public static int Pad(int batch) => (batch + Lanes - 1) / Lanes * Lanes;
}
