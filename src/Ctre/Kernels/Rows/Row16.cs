using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Rows;

/// <summary>Sixteen samples: a register of AVX-512.</summary>
internal struct Row16 : IRegister<Row16>
{
    private Vector512<float> samples;

    public static int Length => Vector512<float>.Count;

    public static bool TakesFour => true;

    public static bool KeepsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Broadcast(float value)
    {
        Row16 row;
        row.samples = Vector512.Create(value);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Fill(Row16 value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Or(Row16 one, Row16 other)
    {
        Row16 row;
        row.samples = one.samples | other.samples;
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(Row16 bits) => bits.samples.AsInt32() == Vector512<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Any(in Row16 a, ref float aInMemory) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Load(ref float samples)
    {
        Row16 row;
        row.samples = Vector512.LoadUnsafe(ref samples);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Row16 row, ref float samples) => row.samples.StoreUnsafe(ref samples);

    // Not max: a value that is not a number must stay one, and −0 must become 0, on every kind of hardware.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Clip(in Row16 row)
    {
        Row16 made;
        made.samples = Vector512.AndNot(row.samples, Vector512.LessThanOrEqual(row.samples, Vector512<float>.Zero));
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Pass(in Row16 row, in Row16 a, ref float aInMemory)
    {
        Row16 made;
        Vector512<float> saved = a.samples;
        made.samples = Vector512.ConditionalSelect(Vector512.GreaterThan(saved, Vector512<float>.Zero), row.samples, Vector512<float>.Zero);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Row16 row, Row16 weight, ref float x) =>
        row.samples = Vector512.FusedMultiplyAdd(weight.samples, Vector512.LoadUnsafe(ref x), row.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Row16 row, Row16 weight, in Row16 x) =>
        row.samples = Vector512.FusedMultiplyAdd(weight.samples, x.samples, row.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddDot(in Row16 a, ref float aInMemory, ref float x, ref Row16 lower, ref Row16 upper) =>
        lower.samples = Vector512.FusedMultiplyAdd(a.samples, Vector512.LoadUnsafe(ref x), lower.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBoth(
        in Row16 a, ref float aInMemory, ref Row16 target, Row16 weight, ref float x, ref Row16 lower, ref Row16 upper)
    {
        Vector512<float> values = Vector512.LoadUnsafe(ref x);
        target.samples = Vector512.FusedMultiplyAdd(weight.samples, values, target.samples);
        lower.samples = Vector512.FusedMultiplyAdd(a.samples, values, lower.samples);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(in Row16 row, ref Row16 lower, ref Row16 upper) => lower.samples += row.samples;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Row16 lower, Row16 upper) => LaneSum.Of(lower.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOfTwo(Row16 a, Row16 b) => LaneSum.OfTwo(a.samples, b.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SumFour(Row16 a, Row16 b, Row16 c, Row16 d) =>
        LaneSum.OfFour(a.samples, b.samples, c.samples, d.samples);
}
