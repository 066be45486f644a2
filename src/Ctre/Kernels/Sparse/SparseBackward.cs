using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels.Rows;
using Ctre.Sparse;

namespace Ctre.Kernels.Sparse;

/// <summary>
/// The backward pass of one layer, by input neurons, in place. With δ = ∂loss/∂z of this layer, each input row a[j] yields the weight
/// gradients <c>g(i, j) = Σ over samples of δ[i] · a[j]</c> and is then overwritten by
/// <c>(Σ over connections (i, j) of w · δ[i]) · f′(z of the layer below)</c>, its own δ. One load of δ feeds both products; a[j]'s new
/// value stays in registers. Sums over samples run in sixteen lanes, sample s in lane s mod 16. Weights and gradients are stored in the
/// order (input, output), so that they are read sequentially. A ReLU that is silent for all samples is skipped: its gradients are 0.
/// Samples in the same cache line as the last one in use are computed as well. The bits are those of
/// <see cref="Definition.WeightGradients"/>, <see cref="Definition.InputGradients"/> and <see cref="Definition.BiasGradients"/>.
/// </summary>
internal static class SparseBackward
{
    /// <summary>Processes input neurons [begin, end).</summary>
    /// <param name="order">The layer's connections by input.</param>
    /// <param name="weights">Weight by position in <paramref name="order"/>.</param>
    /// <param name="gradient">∂loss/∂w by position, written.</param>
    /// <param name="delta">δ of this layer <c>[outputs × samples]</c>, 0 in the padding.</param>
    /// <param name="input">a <c>[inputs × samples]</c>, overwritten by δ of the layer below if <paramref name="below"/> is given.</param>
    /// <param name="saved">What f′ of the layer below is computed from: a itself or z.</param>
    /// <param name="below">Activation of the layer below; null for the first layer, whose inputs need no gradient.</param>
    /// <param name="biasBelow">∂loss/∂b of the layer below, by input, written as <see cref="Bias"/> does; null if it is not wanted.</param>
    /// <param name="samples">Samples in use, as in <see cref="SparseForward.Rows"/>.</param>
    /// <param name="begin">First input.</param>
    /// <param name="end">One past the last input.</param>
    public static void Inputs(
        InputOrder order, float[] weights, float[] gradient, NeuronRows delta, NeuronRows input, NeuronRows saved,
        ActivationGradient? below, float[]? biasBelow, int samples, int begin, int end) =>
        RowTypes.Run(samples, new Work(order, weights, gradient, delta, input, saved, below, biasBelow, begin, end));

    /// <summary>
    /// Whether a neuron whose a is 0 for all samples may be skipped: if it is a ReLU its δ is 0, too, and an input needs no δ.
    /// </summary>
    internal static bool Skips(NeuronRows input, NeuronRows saved, ActivationGradient? below) =>
        below is null || (below is { Function.IsRelu: true } && ReferenceEquals(saved, input));

    /// <summary>
    /// ∂loss/∂b of outputs [begin, end): sums of δ over the samples, in sixteen lanes; for each part of a long row separately.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bias(NeuronRows delta, float[] biasGradient, int samples, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            Span<float> row = delta.Row(i)[..samples];
            biasGradient[i] = LongRow.Is(samples)
                ? SumOf(row[..LongRow.Cut]) + SumOf(row[LongRow.Cut..])
                : SumOf(row);
        }
    }

    private static float SumOf(Span<float> samples)
    {
        ref float row = ref MemoryMarshal.GetReference(samples);
        Vector256<float> low = Vector256<float>.Zero, high = low;
        int sample = 0;
        for (; sample + LaneSum.Lanes <= samples.Length; sample += LaneSum.Lanes)
        {
            low += Vector256.LoadUnsafe(ref row, (nuint)sample);
            high += Vector256.LoadUnsafe(ref row, (nuint)sample + 8);
        }

        if (sample < samples.Length) low += Vector256.LoadUnsafe(ref row, (nuint)sample);
        return LaneSum.Of(low + high);
    }

    private readonly record struct Work(
        InputOrder Order, float[] Weights, float[] Gradient, NeuronRows Delta, NeuronRows Input, NeuronRows Saved,
        ActivationGradient? Below, float[]? BiasBelow, int Begin, int End) : IRowWork
    {
        public void Run<TRow, TRest, V>()
            where TRow : struct, IRow<TRow, V>
            where TRest : struct, IRow<TRest, V>
            where V : struct, IRegister<V>
        {
            if (Below is { } below)
                SparseLoops<TRow, TRest, V>.Backward(Order, Weights, Gradient, Delta, Input, Saved, below, BiasBelow, Begin, End);
            else SparseLoops<TRow, TRest, V>.Gradients(Order, Gradient, Delta, Input, Begin, End);
        }
    }
}
