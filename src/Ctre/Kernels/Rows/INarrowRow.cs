using System.Runtime.Intrinsics;
using Ctre.Kernels.Sparse;

namespace Ctre.Kernels.Rows;

/// <summary>
/// A neuron's row of samples in the registers of AVX2, put together from rows of eight by type as <see cref="IWideRow{T}"/> is from rows of
/// sixteen. There are registers for one row, not two: the other one is read from the nearest cache. Sums over samples run in sixteen lanes:
/// eight lower ones and eight upper ones, that take turns.
/// </summary>
/// <typeparam name="T">The row itself.</typeparam>
internal interface INarrowRow<T>
    where T : struct, INarrowRow<T>
{
    /// <summary>Number of samples.</summary>
    public static abstract int Length { get; }

    /// <summary>All samples in memory, one over the other, bit by bit: 0 where each of them is 0 and not −0.</summary>
    public static abstract Vector256<float> Any(ref float samples);

    /// <summary>The same value for all samples.</summary>
    public static abstract T Fill(float value);

    /// <summary>Reads samples that lie one after the other.</summary>
    public static abstract T Load(ref float samples);

    /// <summary>Writes the samples one after the other.</summary>
    public static abstract void Store(in T row, ref float samples);

    /// <summary>max(row, 0) as <see cref="SparseForward"/> has it.</summary>
    public static abstract T Clip(in T row);

    /// <summary>The row where the gate of a ReLU is open, 0 elsewhere.</summary>
    public static abstract T Pass(in T row, ref float gate);

    /// <summary>row += weight · x.</summary>
    public static abstract void AddProduct(ref T row, Vector256<float> weight, ref float x);

    /// <summary>Adds a · x to the lanes.</summary>
    public static abstract void AddDot(ref float a, ref float x, ref Vector256<float> lower, ref Vector256<float> upper);

    /// <summary>The same, and target += weight · x.</summary>
    public static abstract void AddBoth(
        ref float a, ref T target, Vector256<float> weight, ref float x, ref Vector256<float> lower, ref Vector256<float> upper);

    /// <summary>Adds the samples to the lanes.</summary>
    public static abstract void AddTo(in T row, ref Vector256<float> lower, ref Vector256<float> upper);
}
