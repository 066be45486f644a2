using System.Runtime.CompilerServices;
using Ctre.Kernels.Rows;
using Ctre.Kernels.Sparse;

namespace Ctre.Kernels.Dense;

/// <summary>
/// The backward pass of a complete layer, by input neurons, in place, as <see cref="SparseBackward"/> does it for few
/// connections: <c>∂loss/∂W = δ aᵀ</c>, then <c>a ← (Wᵀ δ) · f′</c>. Both are products by <see cref="DenseProduct"/>.
/// </summary>
internal static class DenseBackward
{
    /// <summary>Inputs whose weight gradients are computed together.</summary>
    internal const int BlockInputs = 64;

    /// <summary>Floats of scratch that <see cref="Inputs"/> needs.</summary>
    /// <param name="outputs">Outputs of the layer.</param>
    /// <param name="inputs">Inputs at most in one slice.</param>
    /// <param name="batch">Samples, padded.</param>
    public static int ScratchLength(int outputs, int inputs, int batch) =>
        checked(Math.Max((batch + outputs) * BlockInputs, inputs * batch));

    /// <summary>Processes input neurons [begin, end).</summary>
    /// <param name="weights">W, row after row.</param>
    /// <param name="gradient">∂loss/∂W, row after row, written.</param>
    /// <param name="delta">δ of this layer <c>[outputs × batch]</c>, 0 in the padding.</param>
    /// <param name="input">a <c>[inputs × batch]</c>, overwritten by δ of the layer below if <paramref name="below"/> is given.</param>
    /// <param name="saved">What f′ of the layer below is computed from: a itself or z.</param>
    /// <param name="below">Activation of the layer below; null for the first layer, whose inputs need no gradient.</param>
    /// <param name="batch">Samples in use, padded to whole lanes.</param>
    /// <param name="begin">First input.</param>
    /// <param name="end">One past the last input.</param>
    /// <param name="scratch">Room as <see cref="ScratchLength"/> says.</param>
    public static void Inputs(
        float[] weights, float[] gradient, NeuronRows delta, NeuronRows input, NeuronRows saved, ActivationGradient? below, int batch,
        int begin, int end,
        Span<float> scratch)
    {
        WeightGradients(gradient, delta, input, batch, begin, end, scratch);
        if (below is { } f) InputGradients(weights, delta, input, saved, f, batch, begin, end, scratch);
    }

    /// <summary><c>∂loss/∂W = δ aᵀ</c> of input neurons [begin, end); parameters as of <see cref="Inputs"/>.</summary>
    public static void WeightGradients(
        float[] gradient, NeuronRows delta, NeuronRows input, int batch, int begin, int end, Span<float> scratch)
    {
        int cut = LongRow.Is(batch) ? LongRow.Cut : batch;
        for (int j = begin; j < end; j += BlockInputs)
        {
            int count = Math.Min(BlockInputs, end - j);
            WeightGradient(gradient, delta, input, 0..cut, j, count, scratch);
            if (cut < batch) WeightGradient(gradient, delta, input, cut..batch, j, count, scratch);
        }
    }

    /// <summary><c>a ← (Wᵀ δ) · f′</c> of input neurons [begin, end); parameters as of <see cref="Inputs"/>.</summary>
    public static void InputGradients(
        float[] weights, NeuronRows delta, NeuronRows input, NeuronRows saved, ActivationGradient below, int batch, int begin, int end,
        Span<float> scratch)
    {
        if (begin == end) return;
        Span<float> back = scratch[..((end - begin) * batch)];
        back.Clear();
        DenseProduct.Add(
            ref weights[begin], 1, input.Neurons, ref delta.First, delta.Stride,
            ref back[0], batch, end - begin, batch, delta.Neurons);
        for (int j = begin; j < end; j++)
        {
            below.Apply(back.Slice((j - begin) * batch, batch), saved.Row(j), input.Row(j));
            // A sparse layer below reads whole lines; what its forward pass left beyond the samples is no δ.
            input.Row(j)[batch..].Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WeightGradient(
        float[] gradient, NeuronRows delta, NeuronRows input, Range samples, int first, int count, Span<float> scratch)
    {
        (int begin, int batch) = samples.GetOffsetAndLength(input.Stride);
        // The sum runs over samples, which are contiguous in a: transposed once, 64 inputs are contiguous instead.
        int width = NeuronRows.Pad(count);
        Span<float> transposed = scratch[..(batch * BlockInputs)], block = scratch.Slice(transposed.Length, delta.Neurons * BlockInputs);
        for (int j = 0; j < width; j++)
        {
            ReadOnlySpan<float> a = input.Row(first + Math.Min(j, count - 1))[begin..];
            for (int s = 0; s < batch; s++) transposed[s * BlockInputs + j] = j < count ? a[s] : 0;
        }

        block.Clear();
        DenseProduct.Add(
            ref delta.Values[begin], delta.Stride, 1, ref transposed[0], BlockInputs,
            ref block[0], BlockInputs, delta.Neurons, width, batch);
        for (int i = 0; i < delta.Neurons; i++)
        {
            Span<float> sums = block.Slice(i * BlockInputs, count), target = gradient.AsSpan(i * input.Neurons + first, count);
            if (begin == 0) sums.CopyTo(target);
            else VectorSum.Add(sums, target);
        }
    }
}
