global using Wide32 = Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16>;
global using Wide48 = Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16,
    Ctre.Kernels.Rows.Row16>, Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16>;
global using Wide64 = Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16,
    Ctre.Kernels.Rows.Row16>, Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16, Ctre.Kernels.Rows.Row16>,
    Ctre.Kernels.Rows.Row16>;
global using Narrow16 = Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>;
global using Narrow32 = Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8,
    Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>,
    Ctre.Kernels.Rows.Row8>;
global using Narrow48 = Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8,
    Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>,
    Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>,
    Ctre.Kernels.Rows.Row8>;
global using Narrow56 = Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8,
    Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8,
    Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8,
    Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>;
global using Narrow64 = Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8,
    Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>,
    Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8,
    Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Rows<Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8, Ctre.Kernels.Rows.Row8>,
    Ctre.Kernels.Rows.Row8>, Ctre.Kernels.Rows.Row8>;
using System.Runtime.CompilerServices;

namespace Ctre.Kernels.Rows;

/// <summary>Two rows, one after the other, that are one. The first has a multiple of sixteen samples, or eight.</summary>
/// <typeparam name="TFirst">The first samples.</typeparam>
/// <typeparam name="TRest">The samples after them.</typeparam>
/// <typeparam name="V">The register.</typeparam>
internal struct Rows<TFirst, TRest, V> : IRow<Rows<TFirst, TRest, V>, V>
    where TFirst : struct, IRow<TFirst, V>
    where TRest : struct, IRow<TRest, V>
    where V : struct, IRegister<V>
{
    private TFirst first;
    private TRest rest;

    public static int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.Length + TRest.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Any(in Rows<TFirst, TRest, V> a, ref float aInMemory) => V.Or(
        TFirst.Any(in a.first, ref aInMemory), TRest.Any(in a.rest, ref Unsafe.Add(ref aInMemory, TFirst.Length)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rows<TFirst, TRest, V> Fill(V value)
    {
        Rows<TFirst, TRest, V> made;
        made.first = TFirst.Fill(value);
        made.rest = TRest.Fill(value);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rows<TFirst, TRest, V> Load(ref float samples)
    {
        Rows<TFirst, TRest, V> made;
        made.first = TFirst.Load(ref samples);
        made.rest = TRest.Load(ref Unsafe.Add(ref samples, TFirst.Length));
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Rows<TFirst, TRest, V> row, ref float samples)
    {
        TFirst.Store(in row.first, ref samples);
        TRest.Store(in row.rest, ref Unsafe.Add(ref samples, TFirst.Length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rows<TFirst, TRest, V> Clip(in Rows<TFirst, TRest, V> row)
    {
        Rows<TFirst, TRest, V> made;
        made.first = TFirst.Clip(in row.first);
        made.rest = TRest.Clip(in row.rest);
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rows<TFirst, TRest, V> Pass(in Rows<TFirst, TRest, V> row, in Rows<TFirst, TRest, V> a, ref float aInMemory)
    {
        Rows<TFirst, TRest, V> made;
        made.first = TFirst.Pass(in row.first, in a.first, ref aInMemory);
        made.rest = TRest.Pass(in row.rest, in a.rest, ref Unsafe.Add(ref aInMemory, TFirst.Length));
        return made;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Rows<TFirst, TRest, V> row, V weight, ref float x)
    {
        TFirst.AddProduct(ref row.first, weight, ref x);
        TRest.AddProduct(ref row.rest, weight, ref Unsafe.Add(ref x, TFirst.Length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Rows<TFirst, TRest, V> row, V weight, in Rows<TFirst, TRest, V> x)
    {
        TFirst.AddProduct(ref row.first, weight, in x.first);
        TRest.AddProduct(ref row.rest, weight, in x.rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddDot(in Rows<TFirst, TRest, V> a, ref float aInMemory, ref float x, ref V lower, ref V upper)
    {
        TFirst.AddDot(in a.first, ref aInMemory, ref x, ref lower, ref upper);
        ref float aRest = ref Unsafe.Add(ref aInMemory, TFirst.Length), xRest = ref Unsafe.Add(ref x, TFirst.Length);
        if (TFirst.Length == Row8.Length) TRest.AddDot(in a.rest, ref aRest, ref xRest, ref upper, ref lower);
        else TRest.AddDot(in a.rest, ref aRest, ref xRest, ref lower, ref upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBoth(
        in Rows<TFirst, TRest, V> a, ref float aInMemory, ref Rows<TFirst, TRest, V> target, V weight, ref float x, ref V lower,
        ref V upper)
    {
        TFirst.AddBoth(in a.first, ref aInMemory, ref target.first, weight, ref x, ref lower, ref upper);
        ref float aRest = ref Unsafe.Add(ref aInMemory, TFirst.Length), xRest = ref Unsafe.Add(ref x, TFirst.Length);
        if (TFirst.Length == Row8.Length) TRest.AddBoth(in a.rest, ref aRest, ref target.rest, weight, ref xRest, ref upper, ref lower);
        else TRest.AddBoth(in a.rest, ref aRest, ref target.rest, weight, ref xRest, ref lower, ref upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(in Rows<TFirst, TRest, V> row, ref V lower, ref V upper)
    {
        TFirst.AddTo(in row.first, ref lower, ref upper);
        if (TFirst.Length == Row8.Length) TRest.AddTo(in row.rest, ref upper, ref lower);
        else TRest.AddTo(in row.rest, ref lower, ref upper);
    }
}
