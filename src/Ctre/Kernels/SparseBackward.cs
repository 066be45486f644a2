using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// The backward pass of one layer, by input neurons, in place. With δ = ∂loss/∂z of this layer, each input row a[j]
/// yields the weight gradients <c>g(i, j) = Σ over samples of δ[i] · a[j]</c> and is then overwritten by
/// <c>(Σ over connections (i, j) of w · δ[i]) · f′(z of the layer below)</c>, its own δ. One load of δ feeds both products;
/// a[j] and its new value stay in registers for a tile of samples. Sums over samples run in eight lanes, tile by tile. The
/// weights of one input lie scattered over the slots; they are gathered once, and their gradients scattered once, per input.
/// </summary>
internal static class SparseBackward
{
    private const int TileSamples = 32;

    /// <summary>Processes input neurons [begin, end).</summary>
    /// <param name="connections">The layer's connections.</param>
    /// <param name="weights">Weight by slot.</param>
    /// <param name="gradient">∂loss/∂w by slot, written.</param>
    /// <param name="delta">δ of this layer <c>[outputs × batch]</c>, 0 in the padding.</param>
    /// <param name="input">a <c>[inputs × batch]</c>, overwritten by δ of the layer below if <paramref name="below"/> is given.</param>
    /// <param name="gate">What f′ of the layer below is told from: a itself or z.</param>
    /// <param name="below">Activation of the layer below; null for the first layer, whose inputs need no gradient.</param>
    /// <param name="batch">Samples in use, padded to whole lanes.</param>
    /// <param name="begin">First input.</param>
    /// <param name="end">One past the last input.</param>
    /// <param name="scratch">Room for two numbers per connection of the busiest input of the slice.</param>
    public static void Inputs(
        Connections connections, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate,
        Activation? below, int batch, int begin, int end, Span<float> scratch)
    {
        InputOrder order = connections.ByInput;
        ref float d = ref MemoryMarshal.GetArrayDataReference(delta.Values);
        for (int j = begin; j < end; j++)
        {
            int first = order.Offsets[j], count = order.Offsets[j + 1] - first;
            ReadOnlySpan<int> outputs = order.Outputs.AsSpan(first, count);
            ReadOnlySpan<int> slots = order.Slots.AsSpan(first, count);
            Span<float> w = scratch[..count], g = scratch.Slice(count, count);
            for (int i = 0; i < slots.Length; i++) w[i] = weights[slots[i]];
            g.Clear();

            Span<float> a = input.Row(j);
            ReadOnlySpan<float> gates = gate.Row(j);
            int sample = 0;
            for (; sample + TileSamples <= batch; sample += TileSamples)
                Tile32(outputs, w, g, ref d, delta.Stride, a, gates, below, sample);
            for (; sample < batch; sample += Signal.Lanes)
                Tile8(outputs, w, g, ref d, delta.Stride, a, gates, below, sample);
            for (int i = 0; i < slots.Length; i++) gradient[slots[i]] = g[i];
        }
    }

    /// <summary>∂loss/∂b of outputs [begin, end): sums of δ over the batch, in eight lanes.</summary>
    public static void Bias(Signal delta, float[] biasGradient, int batch, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            ref float row = ref MemoryMarshal.GetReference(delta.Row(i));
            Vector256<float> sum = Vector256<float>.Zero;
            for (int sample = 0; sample < batch; sample += Signal.Lanes) sum += Vector256.LoadUnsafe(ref row, (nuint)sample);
            biasGradient[i] = LaneSum.Of(sum);
        }
    }

    /// <summary>The plain twin of <see cref="Inputs"/>.</summary>
    public static void InputsPlain(
        Connections connections, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate,
        Activation? below, int batch, int begin, int end)
    {
        InputOrder order = connections.ByInput;
        Span<float> lanes = stackalloc float[Signal.Lanes];
        for (int j = begin; j < end; j++)
        {
            Span<float> a = input.Row(j);
            var back = new float[batch];
            for (int place = order.Offsets[j]; place < order.Offsets[j + 1]; place++)
            {
                int slot = order.Slots[place];
                ReadOnlySpan<float> d = delta.Row(order.Outputs[place]);
                gradient[slot] = 0;
                for (int tile = 0, width; tile < batch; tile += width)
                {
                    width = tile + TileSamples <= batch ? TileSamples : Signal.Lanes;
                    lanes.Clear();
                    for (int s = tile; s < tile + width; s++)
                        lanes[s % Signal.Lanes] = MathF.FusedMultiplyAdd(a[s], d[s], lanes[s % Signal.Lanes]);
                    gradient[slot] += LaneSum.Of(lanes);
                }

                for (int s = 0; s < batch; s++) back[s] = MathF.FusedMultiplyAdd(weights[slot], d[s], back[s]);
            }

            if (below is not { } f) continue;
            for (int s = 0; s < batch; s++) a[s] = f.Backward(back[s], gate.Row(j)[s]);
        }
    }

    /// <summary>The plain twin of <see cref="Bias"/>.</summary>
    public static void BiasPlain(Signal delta, float[] biasGradient, int batch, int begin, int end)
    {
        Span<float> lanes = stackalloc float[Signal.Lanes];
        for (int i = begin; i < end; i++)
        {
            lanes.Clear();
            for (int s = 0; s < batch; s++) lanes[s % Signal.Lanes] += delta.Row(i)[s];
            biasGradient[i] = LaneSum.Of(lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile32(
        ReadOnlySpan<int> outputs, ReadOnlySpan<float> weights, Span<float> gradient, ref float delta, int stride,
        Span<float> input, ReadOnlySpan<float> gates, Activation? below, int sample)
    {
        ref float a = ref input[sample];
        Vector256<float> a0 = Vector256.LoadUnsafe(ref a), a1 = Vector256.LoadUnsafe(ref a, 8);
        Vector256<float> a2 = Vector256.LoadUnsafe(ref a, 16), a3 = Vector256.LoadUnsafe(ref a, 24);
        Vector256<float> b0 = Vector256<float>.Zero, b1 = b0, b2 = b0, b3 = b0;
        for (int i = 0; i < outputs.Length; i++)
        {
            Vector256<float> w = Vector256.Create(weights[i]);
            ref float row = ref Unsafe.Add(ref delta, (nint)outputs[i] * stride + sample);
            Vector256<float> d = Vector256.LoadUnsafe(ref row);
            Vector256<float> g = Vector256.FusedMultiplyAdd(a0, d, Vector256<float>.Zero);
            b0 = Vector256.FusedMultiplyAdd(w, d, b0);
            d = Vector256.LoadUnsafe(ref row, 8);
            g = Vector256.FusedMultiplyAdd(a1, d, g);
            b1 = Vector256.FusedMultiplyAdd(w, d, b1);
            d = Vector256.LoadUnsafe(ref row, 16);
            g = Vector256.FusedMultiplyAdd(a2, d, g);
            b2 = Vector256.FusedMultiplyAdd(w, d, b2);
            d = Vector256.LoadUnsafe(ref row, 24);
            g = Vector256.FusedMultiplyAdd(a3, d, g);
            b3 = Vector256.FusedMultiplyAdd(w, d, b3);
            gradient[i] += LaneSum.Of(g);
        }

        if (below is not { } f) return;
        ref float gate = ref Unsafe.AsRef(in gates[sample]);
        f.Backward(b0, Vector256.LoadUnsafe(ref gate)).StoreUnsafe(ref a);
        f.Backward(b1, Vector256.LoadUnsafe(ref gate, 8)).StoreUnsafe(ref a, 8);
        f.Backward(b2, Vector256.LoadUnsafe(ref gate, 16)).StoreUnsafe(ref a, 16);
        f.Backward(b3, Vector256.LoadUnsafe(ref gate, 24)).StoreUnsafe(ref a, 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8(
        ReadOnlySpan<int> outputs, ReadOnlySpan<float> weights, Span<float> gradient, ref float delta, int stride,
        Span<float> input, ReadOnlySpan<float> gates, Activation? below, int sample)
    {
        ref float a = ref input[sample];
        Vector256<float> a0 = Vector256.LoadUnsafe(ref a), b0 = Vector256<float>.Zero;
        for (int i = 0; i < outputs.Length; i++)
        {
            Vector256<float> d = Vector256.LoadUnsafe(ref Unsafe.Add(ref delta, (nint)outputs[i] * stride + sample));
            b0 = Vector256.FusedMultiplyAdd(Vector256.Create(weights[i]), d, b0);
            gradient[i] += LaneSum.Of(Vector256.FusedMultiplyAdd(a0, d, Vector256<float>.Zero));
        }

        if (below is { } f) f.Backward(b0, Vector256.LoadUnsafe(in gates[sample])).StoreUnsafe(ref a);
    }
}
