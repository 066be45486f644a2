using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Rows;

/// <summary>Work that is done with rows of any type.</summary>
internal interface IRowWork
{
    /// <summary>Does it.</summary>
    /// <typeparam name="TRow">The samples of a neuron in the first micro-batch.</typeparam>
    /// <typeparam name="TRest">Those in the second; <see cref="NoRow{V}"/> if there is none.</typeparam>
    /// <typeparam name="V">The register.</typeparam>
    public void Run<TRow, TRest, V>()
        where TRow : struct, IRow<TRow, V>
        where TRest : struct, IRow<TRest, V>
        where V : struct, IRegister<V>;
}

/// <summary>Which type of row holds so many samples: the one place that knows.</summary>
internal static class RowTypes
{
    /// <summary>Does work with the shortest rows that hold the samples.</summary>
    /// <param name="samples">
    /// At most <see cref="NeuronRows.MaxSamples"/>, or <see cref="LongRow.MaxSamples"/> on AVX-512; 0 for no work.
    /// </param>
    /// <param name="work">The work.</param>
    public static void Run<TWork>(int samples, in TWork work)
        where TWork : struct, IRowWork
    {
        bool isWide = Vector512.IsHardwareAccelerated;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, isWide ? LongRow.MaxSamples : NeuronRows.MaxSamples);
        switch (samples)
        {
            case <= 0: break;
            case > NeuronRows.MaxSamples: work.Run<Wide48, Wide64, Row16>(); break;
            case > 48 when isWide: work.Run<Wide64, NoRow<Row16>, Row16>(); break;
            case > 32 when isWide: work.Run<Wide48, NoRow<Row16>, Row16>(); break;
            case > 16 when isWide: work.Run<Wide32, NoRow<Row16>, Row16>(); break;
            case > 0 when isWide: work.Run<Row16, NoRow<Row16>, Row16>(); break;
            case > 56: work.Run<Narrow64, NoRow<Row8>, Row8>(); break;
            case > 48: work.Run<Narrow56, NoRow<Row8>, Row8>(); break;
            case > 32: work.Run<Narrow48, NoRow<Row8>, Row8>(); break;
            case > 16: work.Run<Narrow32, NoRow<Row8>, Row8>(); break;
            default: work.Run<Narrow16, NoRow<Row8>, Row8>(); break;
        }
    }
}
