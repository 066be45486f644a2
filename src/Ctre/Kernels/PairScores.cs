using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels;

/// <summary>
/// Inner products of rows of two signals, a block of pairs at a time: <c>out[i, j] += Σ over a run of rows of b[i] · a[j]</c>.
/// Each pair is summed in eight lanes by fused multiply-adds and its lanes are then added in a fixed order, whatever block it
/// falls into: a score does not depend on blocking, threads or hardware.
/// </summary>
internal static class PairScores
{
    /// <summary>Adds the products over samples [first, first + length) to <paramref name="scores"/>.</summary>
    /// <param name="left">The signal of the outputs.</param>
    /// <param name="firstLeft">First output of the block.</param>
    /// <param name="leftCount">Outputs in the block.</param>
    /// <param name="right">The signal of the inputs.</param>
    /// <param name="firstRight">First input of the block.</param>
    /// <param name="rightCount">Inputs in the block.</param>
    /// <param name="first">First sample, a multiple of eight.</param>
    /// <param name="length">Number of samples, a multiple of eight.</param>
    /// <param name="scores">The block <c>[leftCount × rightCount]</c>, row-major.</param>
    public static void Add(
        Signal left, int firstLeft, int leftCount, Signal right, int firstRight, int rightCount, int first, int length, Span<float> scores)
    {
        int i = 0;
        for (; i + 3 <= leftCount; i += 3)
        {
            int j = 0;
            for (; j + 4 <= rightCount; j += 4)
                Add3x4(left, firstLeft + i, right, firstRight + j, first, length, scores[(i * rightCount + j)..], rightCount);
            for (; j < rightCount; j++)
                for (int row = i; row < i + 3; row++)
                    scores[row * rightCount + j] += One(left, firstLeft + row, right, firstRight + j, first, length);
        }

        for (; i < leftCount; i++)
            for (int j = 0; j < rightCount; j++)
                scores[i * rightCount + j] += One(left, firstLeft + i, right, firstRight + j, first, length);
    }

    /// <summary>The inner product of two rows.</summary>
    public static float One(Signal left, int leftRow, Signal right, int rightRow) => One(left, leftRow, right, rightRow, 0, left.Stride);

    /// <summary>The plain twin of <see cref="Add"/>.</summary>
    public static void AddPlain(
        Signal left, int firstLeft, int leftCount, Signal right, int firstRight, int rightCount, int first, int length, Span<float> scores)
    {
        Span<float> lanes = stackalloc float[Signal.Lanes];
        for (int i = 0; i < leftCount; i++)
        {
            for (int j = 0; j < rightCount; j++)
            {
                lanes.Clear();
                for (int s = first; s < first + length; s++)
                {
                    float b = left.Row(firstLeft + i)[s], a = right.Row(firstRight + j)[s];
                    lanes[s % Signal.Lanes] = MathF.FusedMultiplyAdd(b, a, lanes[s % Signal.Lanes]);
                }

                scores[i * rightCount + j] += LaneSum.Of(lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float One(Signal left, int leftRow, Signal right, int rightRow, int first, int length)
    {
        ref float b = ref MemoryMarshal.GetReference(left.Row(leftRow)), a = ref MemoryMarshal.GetReference(right.Row(rightRow));
        Vector256<float> sum = Vector256<float>.Zero;
        for (nuint s = (nuint)first; s < (nuint)(first + length); s += Signal.Lanes)
            sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref b, s), Vector256.LoadUnsafe(ref a, s), sum);
        return LaneSum.Of(sum);
    }

    /// <summary>Three outputs by four inputs: twelve sums and the rows they need fill the sixteen registers of AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add3x4(Signal left, int leftRow, Signal right, int rightRow, int first, int length, Span<float> scores, int stride)
    {
        ref float b0 = ref MemoryMarshal.GetReference(left.Row(leftRow));
        ref float a0 = ref MemoryMarshal.GetReference(right.Row(rightRow));
        nuint b1 = (nuint)left.Stride, b2 = 2 * b1, a1 = (nuint)right.Stride, a2 = 2 * a1, a3 = 3 * a1;
        Vector256<float> s00 = Vector256<float>.Zero, s01 = s00, s02 = s00, s03 = s00;
        Vector256<float> s10 = s00, s11 = s00, s12 = s00, s13 = s00, s20 = s00, s21 = s00, s22 = s00, s23 = s00;
        for (nuint s = (nuint)first; s < (nuint)(first + length); s += Signal.Lanes)
        {
            Vector256<float> b = Vector256.LoadUnsafe(ref b0, s), c = Vector256.LoadUnsafe(ref b0, s + b1), d = Vector256.LoadUnsafe(ref b0, s + b2);
            Vector256<float> a = Vector256.LoadUnsafe(ref a0, s);
            s00 = Vector256.FusedMultiplyAdd(b, a, s00);
            s10 = Vector256.FusedMultiplyAdd(c, a, s10);
            s20 = Vector256.FusedMultiplyAdd(d, a, s20);
            a = Vector256.LoadUnsafe(ref a0, s + a1);
            s01 = Vector256.FusedMultiplyAdd(b, a, s01);
            s11 = Vector256.FusedMultiplyAdd(c, a, s11);
            s21 = Vector256.FusedMultiplyAdd(d, a, s21);
            a = Vector256.LoadUnsafe(ref a0, s + a2);
            s02 = Vector256.FusedMultiplyAdd(b, a, s02);
            s12 = Vector256.FusedMultiplyAdd(c, a, s12);
            s22 = Vector256.FusedMultiplyAdd(d, a, s22);
            a = Vector256.LoadUnsafe(ref a0, s + a3);
            s03 = Vector256.FusedMultiplyAdd(b, a, s03);
            s13 = Vector256.FusedMultiplyAdd(c, a, s13);
            s23 = Vector256.FusedMultiplyAdd(d, a, s23);
        }

        AddRow(scores, s00, s01, s02, s03);
        AddRow(scores[stride..], s10, s11, s12, s13);
        AddRow(scores[(2 * stride)..], s20, s21, s22, s23);
    }

    private static void AddRow(Span<float> scores, Vector256<float> s0, Vector256<float> s1, Vector256<float> s2, Vector256<float> s3)
    {
        scores[0] += LaneSum.Of(s0);
        scores[1] += LaneSum.Of(s1);
        scores[2] += LaneSum.Of(s2);
        scores[3] += LaneSum.Of(s3);
    }
}
