using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Rows;

/// <summary>Eight samples: one register.</summary>
internal struct Row8 : INarrowRow<Row8>
{
    private Vector256<float> samples;

    public static int Length => Vector256<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Any(ref float samples) => Vector256.LoadUnsafe(ref samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row8 Fill(float value)
    {
        Row8 made;
        made.samples = Vector256.Create(value);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row8 Load(ref float samples)
    {
        Row8 made;
        made.samples = Vector256.LoadUnsafe(ref samples);
        return made;
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
    public static Row8 Pass(in Row8 row, ref float gate)
    {
        Row8 made;
        made.samples = row.samples & Vector256.GreaterThan(Vector256.LoadUnsafe(ref gate), Vector256<float>.Zero);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Row8 row, Vector256<float> weight, ref float x) =>
        row.samples = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x), row.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddDot(ref float a, ref float x, ref Vector256<float> lower, ref Vector256<float> upper) =>
        lower = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a), Vector256.LoadUnsafe(ref x), lower);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBoth(
        ref float a, ref Row8 target, Vector256<float> weight, ref float x, ref Vector256<float> lower, ref Vector256<float> upper)
    {
        Vector256<float> values = Vector256.LoadUnsafe(ref x);
        lower = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a), values, lower);
        target.samples = Vector256.FusedMultiplyAdd(weight, values, target.samples);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(in Row8 row, ref Vector256<float> lower, ref Vector256<float> upper) => lower += row.samples;
}
