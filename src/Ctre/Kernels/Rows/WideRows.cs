global using Row32 = Ctre.Kernels.Rows.WideRows<Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16>;
global using Row48 = Ctre.Kernels.Rows.WideRows<Ctre.Kernels.Rows.WideRows<Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16>, Ctre.Kernels.Rows.Row16>;
global using Row64 = Ctre.Kernels.Rows.WideRows<Ctre.Kernels.Rows.WideRows<Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16>, Ctre.Kernels.Rows.WideRows<Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16>>;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Rows;

/// <summary>Two rows, one after the other, that are one.</summary>
/// <typeparam name="TFirst">The first samples.</typeparam>
/// <typeparam name="TRest">The samples after them.</typeparam>
internal struct WideRows<TFirst, TRest> : IWideRow<WideRows<TFirst, TRest>>
    where TFirst : struct, IWideRow<TFirst>
    where TRest : struct, IWideRow<TRest>
{
    private TFirst first;
    private TRest rest;

    public static int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.Length + TRest.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Any(in WideRows<TFirst, TRest> row) => TFirst.Any(in row.first) | TRest.Any(in row.rest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideRows<TFirst, TRest> Fill(float value)
    {
        WideRows<TFirst, TRest> made;
        made.first = TFirst.Fill(value);
        made.rest = TRest.Fill(value);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideRows<TFirst, TRest> Load(ref float samples, nuint at)
    {
        WideRows<TFirst, TRest> made;
        made.first = TFirst.Load(ref samples, at);
        made.rest = TRest.Load(ref samples, at + (nuint)TFirst.Length);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in WideRows<TFirst, TRest> row, ref float samples, nuint at)
    {
        TFirst.Store(in row.first, ref samples, at);
        TRest.Store(in row.rest, ref samples, at + (nuint)TFirst.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideRows<TFirst, TRest> Clip(in WideRows<TFirst, TRest> row)
    {
        WideRows<TFirst, TRest> made;
        made.first = TFirst.Clip(in row.first);
        made.rest = TRest.Clip(in row.rest);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideRows<TFirst, TRest> Pass(in WideRows<TFirst, TRest> row, in WideRows<TFirst, TRest> gate)
    {
        WideRows<TFirst, TRest> made;
        made.first = TFirst.Pass(in row.first, in gate.first);
        made.rest = TRest.Pass(in row.rest, in gate.rest);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref WideRows<TFirst, TRest> row, Vector512<float> weight, ref float x, nuint at)
    {
        TFirst.AddProduct(ref row.first, weight, ref x, at);
        TRest.AddProduct(ref row.rest, weight, ref x, at + (nuint)TFirst.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddDot(in WideRows<TFirst, TRest> row, ref float x, nuint at, Vector512<float> sum) =>
        TRest.AddDot(in row.rest, ref x, at + (nuint)TFirst.Length, TFirst.AddDot(in row.first, ref x, at, sum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddBoth(
        in WideRows<TFirst, TRest> row, ref WideRows<TFirst, TRest> target, Vector512<float> weight, ref float x, nuint at,
        Vector512<float> sum)
    {
        sum = TFirst.AddBoth(in row.first, ref target.first, weight, ref x, at, sum);
        return TRest.AddBoth(in row.rest, ref target.rest, weight, ref x, at + (nuint)TFirst.Length, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(in WideRows<TFirst, TRest> row, Vector512<float> sum) => TRest.Add(in row.rest, TFirst.Add(in row.first, sum));
}
