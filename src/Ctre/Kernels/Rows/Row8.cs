using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Rows;

/// <summary>Eight samples: a register of AVX2, or its emulation where that is missing.</summary>
internal struct Row8 : IRegister<Row8>
{
    private Vector256<float> samples;

    public static int Length => Vector256<float>.Count;

    public static bool TakesFour => false;

    public static bool KeepsInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row8 Broadcast(float value)
    {
        Row8 row;
        row.samples = Vector256.Create(value);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row8 Fill(Row8 value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row8 Or(Row8 one, Row8 other)
    {
        Row8 row;
        row.samples = one.samples | other.samples;
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(Row8 bits) => bits.samples.AsInt32() == Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row8 Any(in Row8 a, ref float aInMemory) => Load(ref aInMemory);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row8 Load(ref float samples)
    {
        Row8 row;
        row.samples = Vector256.LoadUnsafe(ref samples);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Row8 row, ref float samples) => row.samples.StoreUnsafe(ref samples);

    // Not max: a value that is not a number must stay one, and −0 must become 0, on every kind of hardware.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row8 Clip(in Row8 row)
    {
        Row8 made;
        made.samples = Vector256.AndNot(row.samples, Vector256.LessThanOrEqual(row.samples, Vector256<float>.Zero));
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row8 Pass(in Row8 row, in Row8 a, ref float aInMemory)
    {
        Row8 made;
        Vector256<float> saved = Vector256.LoadUnsafe(ref aInMemory);
        made.samples = Vector256.ConditionalSelect(Vector256.GreaterThan(saved, Vector256<float>.Zero), row.samples, Vector256<float>.Zero);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Row8 row, Row8 weight, ref float x) =>
        row.samples = Vector256.FusedMultiplyAdd(weight.samples, Vector256.LoadUnsafe(ref x), row.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Row8 row, Row8 weight, in Row8 x) =>
        row.samples = Vector256.FusedMultiplyAdd(weight.samples, x.samples, row.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddDot(in Row8 a, ref float aInMemory, ref float x, ref Row8 lower, ref Row8 upper) =>
        lower.samples = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref aInMemory), Vector256.LoadUnsafe(ref x), lower.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBoth(
        in Row8 a, ref float aInMemory, ref Row8 target, Row8 weight, ref float x, ref Row8 lower, ref Row8 upper)
    {
        Vector256<float> values = Vector256.LoadUnsafe(ref x);
        target.samples = Vector256.FusedMultiplyAdd(weight.samples, values, target.samples);
        lower.samples = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref aInMemory), values, lower.samples);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(in Row8 row, ref Row8 lower, ref Row8 upper) => lower.samples += row.samples;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Row8 lower, Row8 upper) => LaneSum.Of(lower.samples + upper.samples);

    public static float SumOfTwo(Row8 a, Row8 b) => throw new NotSupportedException();

    public static Vector128<float> SumFour(Row8 a, Row8 b, Row8 c, Row8 d) => throw new NotSupportedException();
}
