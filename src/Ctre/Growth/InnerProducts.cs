using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels;
using Ctre.Kernels.Dense;

namespace Ctre.Growth;

/// <summary>
/// Inner products of rows of two signals: <c>score(i, j) = Σ over samples of b[i] · a[j]</c>. Blocks of pairs are a matrix
/// product: a run of samples of some inputs is transposed into a panel, samples outermost, that is multiplied with many outputs. Each score
/// of a block is one chain of fused multiply-adds in the order of samples, whatever block it falls into: the bits of
/// <see cref="Definition.InnerProduct"/>, whatever the blocks, threads or hardware.
/// </summary>
internal static class InnerProducts
{
    /// <summary>Inputs in a panel.</summary>
    public const int Width = 128;

    /// <summary>Samples in a panel: with as many inputs it stays in a core's own cache.</summary>
    public const int Depth = 256;

    /// <summary>The most outputs whose scores with a panel's inputs stay there as well.</summary>
    public const int Height = 1024;

    /// <summary>Room that panel and scores of <see cref="Block"/> need.</summary>
    public static (int Panel, int Scores) Room(int outputs) => (Depth * Width, Math.Min(outputs, Height) * Width);

    /// <summary>The scores of outputs [firstLeft, firstLeft + leftCount) with inputs [firstRight, firstRight + rightCount).</summary>
    /// <param name="left">The signal of the outputs.</param>
    /// <param name="firstLeft">First output.</param>
    /// <param name="leftCount">Number of outputs, at most <see cref="Height"/>.</param>
    /// <param name="right">The signal of the inputs, over as many samples.</param>
    /// <param name="firstRight">First input.</param>
    /// <param name="rightCount">Number of inputs, at most <see cref="Width"/>.</param>
    /// <param name="panel">Scratch, see <see cref="Room"/>.</param>
    /// <param name="scores">The block <c>[outputs × width]</c>, written.</param>
    /// <returns>The width of the block: the number of inputs, padded to whole lanes.</returns>
    public static int Block(
        NeuronRows left, int firstLeft, int leftCount, NeuronRows right, int firstRight, int rightCount, Span<float> panel,
        Span<float> scores)
    {
        int width = NeuronRows.Pad(rightCount);
        scores[..(leftCount * width)].Clear();
        for (int s = 0; s < left.Stride; s += Depth)
        {
            int depth = Math.Min(Depth, left.Stride - s);
            Pack(right, firstRight, rightCount, s, depth, panel[..(depth * width)]);
            DenseProduct.Add(
                ref left.Row(firstLeft)[s], left.Stride, 1, ref panel[0], width, ref scores[0], width, leftCount, width, depth);
        }

        return width;
    }

    /// <summary>Transposes a run of samples of some inputs into a panel <c>[samples × width]</c>, padded with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(NeuronRows right, int first, int count, int sample, int depth, Span<float> panel)
    {
        int width = NeuronRows.Pad(count), whole = Transpose8x8.IsSupported ? count / Transpose8x8.Side * Transpose8x8.Side : 0;
        ref float to = ref MemoryMarshal.GetReference(panel);
        for (int j = 0; j < whole; j += Transpose8x8.Side)
        {
            ref float from = ref Unsafe.Add(ref right.RowStart(first + j), sample);
            for (int s = 0; s < depth; s += Transpose8x8.Side)
            {
                Transpose8x8.CopyTransposed(
                    ref Unsafe.Add(ref from, s), (nuint)right.Stride, ref Unsafe.Add(ref to, (nint)s * width + j), (nuint)width);
            }
        }

        for (int j = whole; j < width; j++)
            for (int s = 0; s < depth; s++) panel[s * width + j] = j < count ? right.Row(first + j)[sample + s] : 0;
    }

    /// <summary>
    /// The inner product of two rows alone, in sixteen lanes, the bits of <see cref="Definition.InnerProductInLanes"/>: faster than a
    /// chain, and equal to the score of a block but for rounding.
    /// </summary>
    public static float One(NeuronRows left, int leftRow, NeuronRows right, int rightRow) => One(left.Row(leftRow), right.Row(rightRow));

    /// <summary>The inner product of two rows of as many numbers, whole lanes of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float One(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ref float b = ref MemoryMarshal.GetReference(left), a = ref MemoryMarshal.GetReference(right[..left.Length]);
        Vector256<float> even = Vector256<float>.Zero, odd = even;
        nuint s = 0, length = (nuint)left.Length;
        for (; s + 2 * NeuronRows.Lanes <= length; s += 2 * NeuronRows.Lanes)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref b, s), Vector256.LoadUnsafe(ref a, s), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref b, s + NeuronRows.Lanes),
                Vector256.LoadUnsafe(ref a, s + NeuronRows.Lanes), odd);
        }

        if (s < length) even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref b, s), Vector256.LoadUnsafe(ref a, s), even);
        return LaneSum.Of(even + odd);
    }
}

/// <summary>A row of numbers for each neuron, whole or sketched, of which inner products are taken block by block.</summary>
/// <typeparam name="T">The rows themselves.</typeparam>
internal interface IPairRows<T>
    where T : IPairRows<T>
{
    /// <summary>The scores of a block of pairs; parameters as of <see cref="InnerProducts.Block"/>.</summary>
    public static abstract int Block(
        T left, int firstLeft, int leftCount, T right, int firstRight, int rightCount, Span<float> panel, Span<float> scores);
}

/// <summary>Whole rows.</summary>
/// <param name="Values">The rows <c>[neurons × samples]</c>.</param>
internal readonly record struct WholeRows(NeuronRows Values) : IPairRows<WholeRows>
{
    public static int Block(
        WholeRows left, int firstLeft, int leftCount, WholeRows right, int firstRight, int rightCount, Span<float> panel,
            Span<float> scores) =>
        InnerProducts.Block(left.Values, firstLeft, leftCount, right.Values, firstRight, rightCount, panel, scores);
}
