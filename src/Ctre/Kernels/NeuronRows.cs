using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ctre.Kernels;

/// <summary>
/// The values of a layer of neurons for a number of samples, feature-major <c>[neurons × samples]</c>, samples innermost: one stored weight
/// is multiplied with a contiguous run of samples. Every row begins on a cache line, so no vector straddles two.
/// </summary>
internal sealed class NeuronRows
{
    /// <summary>Samples that are padded to: the width of the vectors of AVX2.</summary>
    public const int Lanes = 8;

    /// <summary>Floats in a cache line, and in the vectors of AVX-512: what rows are padded to.</summary>
    public const int Line = 16;

    /// <summary>The most samples of a micro-batch: a row of them fits into registers, a layer of them into a core's own cache.</summary>
    public const int MaxSamples = 64;

    private readonly float[] memory;
    private readonly int start;

    public NeuronRows(int neurons, int sampleCapacity)
    {
        Neurons = neurons;
        Stride = (int)Math.Min(int.MaxValue, (sampleCapacity + Line - 1L) / Line * Line);
        long size = (long)neurons * Stride + Line;
        if (size > Array.MaxLength)
            throw new InputException(
                $"{neurons} neurons × {sampleCapacity} rows is more than one array holds; use a smaller batch or fewer rows.");
        // Pinned, so that it stays aligned to a cache line.
        memory = GC.AllocateArray<float>((int)size, pinned: true);
        start = FirstOnLine(memory);
    }

    public int Neurons { get; }

    /// <summary>Values from one neuron's row to the next: the sample capacity rounded up to whole cache lines.</summary>
    public int Stride { get; }

    /// <summary>The values <c>[neurons × stride]</c>.</summary>
    public Span<float> Values => memory.AsSpan(start, Neurons * Stride);

    /// <summary>The first value of the first row.</summary>
    public ref float First => ref memory[start];

    public Span<float> Row(int neuron) => memory.AsSpan(start + neuron * Stride, Stride);

    /// <summary>The first value of a row.</summary>
    public ref float RowStart(int neuron) => ref MemoryMarshal.GetReference(Row(neuron));

    /// <summary>A number of samples rounded up to whole lanes.</summary>
    public static int Pad(int samples) => (samples + Lanes - 1) / Lanes * Lanes;

    /// <summary>A number of samples rounded up to whole cache lines.</summary>
    public static int PadToLine(int samples) => (samples + Line - 1) / Line * Line;

    private static unsafe int FirstOnLine(float[] pinned)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
        return (int)((Line * sizeof(float) - address % (Line * sizeof(float))) % (Line * sizeof(float)) / sizeof(float));
    }
}
