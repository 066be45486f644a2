using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// The backward pass of one layer, by input neurons, in place. With δ = ∂loss/∂z of this layer, each input row a[j]
/// yields the weight gradients <c>g(i, j) = Σ over samples of δ[i] · a[j]</c> and is then overwritten by
/// <c>(Σ over connections (i, j) of w · δ[i]) · f′(z of the layer below)</c>, its own δ. One load of δ feeds both products;
/// a[j] and its new value stay in registers. Sums over samples run in sixteen lanes, sample s in lane s mod 16. Weights and
/// gradients lie in the order (input, output), so that they are walked from end to end. A ReLU that is silent for all
/// samples is skipped: its gradients are 0.
/// </summary>
internal static class SparseBackward
{
    /// <summary>Numbers of scratch that <see cref="Inputs"/> needs.</summary>
    public static int ScratchLength(Connections connections) => checked(LaneSum.Lanes * connections.ByInput.MaxFanOut);

    /// <summary>Processes input neurons [begin, end).</summary>
    /// <param name="order">The layer's connections by input.</param>
    /// <param name="weights">Weight by place in <paramref name="order"/>.</param>
    /// <param name="gradient">∂loss/∂w by place, written.</param>
    /// <param name="delta">δ of this layer <c>[outputs × samples]</c>, 0 in the padding.</param>
    /// <param name="input">a <c>[inputs × samples]</c>, overwritten by δ of the layer below if <paramref name="below"/> is given.</param>
    /// <param name="gate">What f′ of the layer below is told from: a itself or z.</param>
    /// <param name="below">Activation of the layer below; null for the first layer, whose inputs need no gradient.</param>
    /// <param name="samples">Samples in use, padded to whole lanes, at most <see cref="SparseForward.MaxSamples"/>.</param>
    /// <param name="begin">First input.</param>
    /// <param name="end">One past the last input.</param>
    /// <param name="scratch">Room as <see cref="ScratchLength"/> says.</param>
    public static void Inputs(
        InputOrder order, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate,
        Activation? below, int samples, int begin, int end, Span<float> scratch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, SparseForward.MaxSamples);
        // A neuron whose a is 0 has δ = 0, too, if it is a ReLU; the δ of an input nobody wants.
        bool skips = below is null || (below is { Kind: ActivationKind.Relu } && ReferenceEquals(gate, input));
        if (!Vector512.IsHardwareAccelerated)
        {
            Narrow(order, weights, gradient, delta, input, gate, below, skips, samples, begin, end, scratch);
            return;
        }

        switch ((samples + Signal.Line - 1) / Signal.Line)
        {
            case 4: SparseBackwardTile.Wide64(order, weights, gradient, delta, input, gate, below, skips, begin, end); break;
            case 3: SparseBackwardTile.Wide48(order, weights, gradient, delta, input, gate, below, skips, begin, end); break;
            case 2: SparseBackwardTile.Wide32(order, weights, gradient, delta, input, gate, below, skips, begin, end); break;
            case 1: SparseBackwardTile.Wide16(order, weights, gradient, delta, input, gate, below, skips, begin, end); break;
        }
    }

    /// <summary>∂loss/∂b of outputs [begin, end): sums of δ over the samples, in sixteen lanes.</summary>
    public static void Bias(Signal delta, float[] biasGradient, int samples, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            ref float row = ref delta.RowStart(i);
            Vector256<float> low = Vector256<float>.Zero, high = low;
            int sample = 0;
            for (; sample + LaneSum.Lanes <= samples; sample += LaneSum.Lanes)
            {
                low += Vector256.LoadUnsafe(ref row, (nuint)sample);
                high += Vector256.LoadUnsafe(ref row, (nuint)sample + 8);
            }

            if (sample < samples) low += Vector256.LoadUnsafe(ref row, (nuint)sample);
            biasGradient[i] = LaneSum.Of(low + high);
        }
    }

    /// <summary>The plain twin of <see cref="Inputs"/>.</summary>
    public static void InputsPlain(
        InputOrder order, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate,
        Activation? below, int samples, int begin, int end)
    {
        Span<float> lanes = stackalloc float[LaneSum.Lanes];
        for (int j = begin; j < end; j++)
        {
            Span<float> a = input.Row(j);
            var back = new float[samples];
            for (int place = order.Offsets[j]; place < order.Offsets[j + 1]; place++)
            {
                ReadOnlySpan<float> d = delta.Row(order.Outputs[place]);
                lanes.Clear();
                for (int s = 0; s < samples; s++)
                {
                    lanes[s % LaneSum.Lanes] = MathF.FusedMultiplyAdd(a[s], d[s], lanes[s % LaneSum.Lanes]);
                    back[s] = MathF.FusedMultiplyAdd(weights[place], d[s], back[s]);
                }

                gradient[place] = LaneSum.Of(lanes);
            }

            if (below is not { } f) continue;
            for (int s = 0; s < samples; s++) a[s] = f.Backward(back[s], gate.Row(j)[s]);
        }
    }

    /// <summary>The plain twin of <see cref="Bias"/>.</summary>
    public static void BiasPlain(Signal delta, float[] biasGradient, int samples, int begin, int end)
    {
        Span<float> lanes = stackalloc float[LaneSum.Lanes];
        for (int i = begin; i < end; i++)
        {
            lanes.Clear();
            for (int s = 0; s < samples; s++) lanes[s % LaneSum.Lanes] += delta.Row(i)[s];
            biasGradient[i] = LaneSum.Of(lanes);
        }
    }

    /// <summary>Vectors of eight samples, in tiles of 32, 16 or 8; the lanes of each gradient wait in memory from tile to tile.</summary>
    private static void Narrow(
        InputOrder order, float[] weights, float[] gradient, Signal delta, Signal input, Signal gate,
        Activation? below, bool skips, int samples, int begin, int end, Span<float> scratch)
    {
        ref float d = ref delta.First;
        for (int j = begin; j < end; j++)
        {
            Range places = order.Offsets[j]..order.Offsets[j + 1];
            Span<float> g = gradient.AsSpan(places);
            if (skips && !input.Row(j)[..samples].ContainsAnyExcept(0f))
            {
                g.Clear();
                continue;
            }

            ReadOnlySpan<int> outputs = order.Outputs.AsSpan(places);
            ReadOnlySpan<float> w = weights.AsSpan(places);
            Span<float> lanes = scratch[..(LaneSum.Lanes * g.Length)];
            lanes.Clear();
            for (int sample = 0, width; sample < samples; sample += width)
            {
                width = (samples - sample) switch { >= 32 => 32, >= 16 => 16, _ => 8 };
                ref float a = ref Unsafe.Add(ref input.RowStart(j), sample), open = ref Unsafe.Add(ref gate.RowStart(j), sample);
                ref float x = ref Unsafe.Add(ref d, sample);
                switch (width)
                {
                    case 32: SparseBackwardTile.Tile32(outputs, w, lanes, ref x, delta.Stride, ref a, ref open, below); break;
                    case 16: SparseBackwardTile.Tile16(outputs, w, lanes, ref x, delta.Stride, ref a, ref open, below); break;
                    default: SparseBackwardTile.Tile8(outputs, w, lanes, ref x, delta.Stride, ref a, ref open, below); break;
                }
            }

            ref float lane = ref MemoryMarshal.GetReference(lanes);
            for (int i = 0; i < g.Length; i++, lane = ref Unsafe.Add(ref lane, LaneSum.Lanes))
                g[i] = LaneSum.Of(Vector256.LoadUnsafe(ref lane) + Vector256.LoadUnsafe(ref lane, 8));
        }
    }
}
