using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Rows;

/// <summary>Sixteen samples: one register.</summary>
internal struct Row16 : IWideRow<Row16>
{
    private Vector512<float> samples;

    public static int Length => Vector512<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Any(in Row16 row) => row.samples;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Fill(float value)
    {
        Row16 made;
        made.samples = Vector512.Create(value);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Load(ref float samples, nuint at)
    {
        Row16 made;
        made.samples = Vector512.LoadUnsafe(ref samples, at);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Row16 row, ref float samples, nuint at) => row.samples.StoreUnsafe(ref samples, at);

    // Not max: a value that is not a number must stay one, and −0 must become 0, on every kind of hardware.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Clip(in Row16 row)
    {
        Row16 made;
        made.samples = Vector512.AndNot(row.samples, Vector512.LessThanOrEqual(row.samples, Vector512<float>.Zero));
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row16 Pass(in Row16 row, in Row16 gate)
    {
        Row16 made;
        made.samples = Vector512.ConditionalSelect(Vector512.GreaterThan(gate.samples, Vector512<float>.Zero), row.samples, Vector512<float>.Zero);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Row16 row, Vector512<float> weight, ref float x, nuint at) =>
        row.samples = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref x, at), row.samples);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddDot(in Row16 row, ref float x, nuint at, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(row.samples, Vector512.LoadUnsafe(ref x, at), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddBoth(
        in Row16 row, ref Row16 target, Vector512<float> weight, ref float x, nuint at, Vector512<float> sum)
    {
        Vector512<float> values = Vector512.LoadUnsafe(ref x, at);
        target.samples = Vector512.FusedMultiplyAdd(weight, values, target.samples);
        return Vector512.FusedMultiplyAdd(row.samples, values, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(in Row16 row, Vector512<float> sum) => sum + row.samples;
}
