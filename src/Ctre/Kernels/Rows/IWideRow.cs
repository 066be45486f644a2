using System.Runtime.Intrinsics;
using Ctre.Kernels.Sparse;

namespace Ctre.Kernels.Rows;

/// <summary>
/// A neuron's row of samples in the registers of AVX-512. Rows are put together from rows of sixteen samples by type, so that the
/// compiler sees each register as a variable, and <see cref="SparseWide{TRow, TRest}"/> is written once for all lengths. Members are
/// static: on a type parameter, a member of an instance is called on a copy.
/// </summary>
/// <typeparam name="T">The row itself.</typeparam>
internal interface IWideRow<T>
    where T : struct, IWideRow<T>
{
    /// <summary>Number of samples.</summary>
    public static abstract int Length { get; }

    /// <summary>All samples, one over the other, bit by bit: 0 where each of them is 0 and not −0.</summary>
    public static abstract Vector512<float> Any(in T row);

    /// <summary>The same value for all samples.</summary>
    public static abstract T Fill(float value);

    /// <summary>Reads samples that lie one after the other.</summary>
    public static abstract T Load(ref float samples, nuint at);

    /// <summary>Writes the samples one after the other.</summary>
    public static abstract void Store(in T row, ref float samples, nuint at);

    /// <summary>max(row, 0) as <see cref="SparseForward"/> has it.</summary>
    public static abstract T Clip(in T row);

    /// <summary>The row where the gate of a ReLU is open, 0 elsewhere.</summary>
    public static abstract T Pass(in T row, in T gate);

    /// <summary>row += weight · x.</summary>
    public static abstract void AddProduct(ref T row, Vector512<float> weight, ref float x, nuint at);

    /// <summary>sum + row · x, in sixteen lanes.</summary>
    public static abstract Vector512<float> AddDot(in T row, ref float x, nuint at, Vector512<float> sum);

    /// <summary>The same, and target += weight · x.</summary>
    public static abstract Vector512<float> AddBoth(in T row, ref T target, Vector512<float> weight, ref float x, nuint at, Vector512<float> sum);

    /// <summary>sum + the samples, in sixteen lanes.</summary>
    public static abstract Vector512<float> Add(in T row, Vector512<float> sum);
}
