global using Narrow16 = Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>;
global using Narrow32 = Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>>;
global using Narrow48 = Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>>, Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>>;
global using Narrow56 = Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>>, Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>>, Ctre.Kernels.Rows.Row8>;
global using Narrow64 = Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>>, Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.NarrowRows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>>>;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Rows;

/// <summary>Two rows, one after the other, that are one. The first fills whole turns of sixteen, or is a row of eight.</summary>
/// <typeparam name="TFirst">The first samples.</typeparam>
/// <typeparam name="TRest">The samples after them.</typeparam>
internal struct NarrowRows<TFirst, TRest> : INarrowRow<NarrowRows<TFirst, TRest>>
    where TFirst : struct, INarrowRow<TFirst>
    where TRest : struct, INarrowRow<TRest>
{
    private TFirst first;
    private TRest rest;

    public static int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.Length + TRest.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Any(ref float samples) => TFirst.Any(ref samples) | TRest.Any(ref Unsafe.Add(ref samples, TFirst.Length));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowRows<TFirst, TRest> Fill(float value)
    {
        NarrowRows<TFirst, TRest> made;
        made.first = TFirst.Fill(value);
        made.rest = TRest.Fill(value);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowRows<TFirst, TRest> Load(ref float samples)
    {
        NarrowRows<TFirst, TRest> made;
        made.first = TFirst.Load(ref samples);
        made.rest = TRest.Load(ref Unsafe.Add(ref samples, TFirst.Length));
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in NarrowRows<TFirst, TRest> row, ref float samples)
    {
        TFirst.Store(in row.first, ref samples);
        TRest.Store(in row.rest, ref Unsafe.Add(ref samples, TFirst.Length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowRows<TFirst, TRest> Clip(in NarrowRows<TFirst, TRest> row)
    {
        NarrowRows<TFirst, TRest> made;
        made.first = TFirst.Clip(in row.first);
        made.rest = TRest.Clip(in row.rest);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowRows<TFirst, TRest> Pass(in NarrowRows<TFirst, TRest> row, ref float gate)
    {
        NarrowRows<TFirst, TRest> made;
        made.first = TFirst.Pass(in row.first, ref gate);
        made.rest = TRest.Pass(in row.rest, ref Unsafe.Add(ref gate, TFirst.Length));
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref NarrowRows<TFirst, TRest> row, Vector256<float> weight, ref float x)
    {
        TFirst.AddProduct(ref row.first, weight, ref x);
        TRest.AddProduct(ref row.rest, weight, ref Unsafe.Add(ref x, TFirst.Length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddDot(ref float a, ref float x, ref Vector256<float> lower, ref Vector256<float> upper)
    {
        TFirst.AddDot(ref a, ref x, ref lower, ref upper);
        ref float aRest = ref Unsafe.Add(ref a, TFirst.Length), xRest = ref Unsafe.Add(ref x, TFirst.Length);
        if (TFirst.Length == Row8.Length) TRest.AddDot(ref aRest, ref xRest, ref upper, ref lower);
        else TRest.AddDot(ref aRest, ref xRest, ref lower, ref upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBoth(
        ref float a, ref NarrowRows<TFirst, TRest> target, Vector256<float> weight, ref float x, ref Vector256<float> lower, ref Vector256<float> upper)
    {
        TFirst.AddBoth(ref a, ref target.first, weight, ref x, ref lower, ref upper);
        ref float aRest = ref Unsafe.Add(ref a, TFirst.Length), xRest = ref Unsafe.Add(ref x, TFirst.Length);
        if (TFirst.Length == Row8.Length) TRest.AddBoth(ref aRest, ref target.rest, weight, ref xRest, ref upper, ref lower);
        else TRest.AddBoth(ref aRest, ref target.rest, weight, ref xRest, ref lower, ref upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(in NarrowRows<TFirst, TRest> row, ref Vector256<float> lower, ref Vector256<float> upper)
    {
        TFirst.AddTo(in row.first, ref lower, ref upper);
        if (TFirst.Length == Row8.Length) TRest.AddTo(in row.rest, ref upper, ref lower);
        else TRest.AddTo(in row.rest, ref lower, ref upper);
    }
}
