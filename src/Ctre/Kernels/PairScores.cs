using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels;

/// <summary>
/// Inner products of rows of two signals: <c>score(i, j) = Σ over samples of b[i] · a[j]</c>. Blocks of pairs are a matrix
/// product: up to <see cref="Width"/> inputs are turned into a panel, samples outermost, that many outputs then meet. Each score
/// of a block is one chain of fused multiply-adds in the order of samples, whatever block it falls into: it does not depend on
/// blocking, threads or hardware.
/// </summary>
internal static class PairScores
{
    /// <summary>Inputs in a panel.</summary>
    public const int Width = 128;

    /// <summary>Turns inputs [first, first + count) into a panel <c>[samples × width]</c>.</summary>
    /// <param name="right">The signal of the inputs.</param>
    /// <param name="first">First input.</param>
    /// <param name="count">Number of inputs, at most <see cref="Width"/>.</param>
    /// <param name="panel">Room for samples × count numbers, count padded to whole lanes.</param>
    /// <returns>From one sample to the next in the panel: count, padded with zeros.</returns>
    public static int Pack(Signal right, int first, int count, Span<float> panel)
    {
        int width = Signal.Pad(count), whole = Square.IsSupported ? count / Square.Side * Square.Side : 0;
        ref float to = ref panel[..(right.Stride * width)][0];
        for (int j = 0; j < whole; j += Square.Side)
        {
            ref float from = ref right.RowStart(first + j);
            for (int s = 0; s < right.Stride; s += Square.Side)
            {
                Square.CopyTurned(
                    ref Unsafe.Add(ref from, s), (nuint)right.Stride, ref Unsafe.Add(ref to, (nint)s * width + j), (nuint)width);
            }
        }

        for (int j = whole; j < width; j++)
            for (int s = 0; s < right.Stride; s++) Unsafe.Add(ref to, (nint)s * width + j) = j < count ? right.Row(first + j)[s] : 0;
        return width;
    }

    /// <summary>The scores of outputs [first, first + count) with the inputs of a panel.</summary>
    /// <param name="left">The signal of the outputs.</param>
    /// <param name="first">First output.</param>
    /// <param name="count">Number of outputs.</param>
    /// <param name="panel">What <see cref="Pack"/> made.</param>
    /// <param name="width">What it returned.</param>
    /// <param name="scores">The block <c>[count × width]</c>, written.</param>
    public static void Block(Signal left, int first, int count, Span<float> panel, int width, Span<float> scores)
    {
        scores[..(count * width)].Clear();
        DenseProduct.Add(
            ref left.RowStart(first), left.Stride, 1, ref panel[..(left.Stride * width)][0], width, ref scores[0], width,
            count, width, left.Stride);
    }

    /// <summary>The plain twin of one score of a block.</summary>
    public static float Plain(ReadOnlySpan<float> b, ReadOnlySpan<float> a)
    {
        float sum = 0;
        for (int s = 0; s < b.Length; s++) sum = MathF.FusedMultiplyAdd(b[s], a[s], sum);
        return sum;
    }

    /// <summary>
    /// The inner product of two rows alone, in eight lanes that are added in a fixed order: sooner than a chain, and equal to
    /// the score of a block but for rounding.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float One(Signal left, int leftRow, Signal right, int rightRow)
    {
        ref float b = ref MemoryMarshal.GetReference(left.Row(leftRow)), a = ref MemoryMarshal.GetReference(right.Row(rightRow));
        Vector256<float> sum = Vector256<float>.Zero;
        for (nuint s = 0; s < (nuint)left.Stride; s += Signal.Lanes)
            sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref b, s), Vector256.LoadUnsafe(ref a, s), sum);
        return LaneSum.Of(sum);
    }
}
