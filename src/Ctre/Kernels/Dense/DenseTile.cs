using System.Runtime.CompilerServices;
using Ctre.Kernels.Rows;

namespace Ctre.Kernels.Dense;

/// <summary>The innermost loop of <see cref="DenseProduct"/>: six rows of C, held in registers while k runs. Parameters as there.</summary>
/// <typeparam name="TRow">A row of the tile.</typeparam>
/// <typeparam name="V">The register.</typeparam>
internal static class DenseTile<TRow, V>
    where TRow : struct, IRow<TRow, V>
    where V : struct, IRegister<V>
{
    public const int Rows = 6;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ref float a, nint aRow, nint aStep, ref float b, nint bStep, ref float c, nint cRow, int depth)
    {
        TRow sum0 = TRow.Load(ref c), sum1 = TRow.Load(ref Unsafe.Add(ref c, cRow)), sum2 = TRow.Load(ref Unsafe.Add(ref c, 2 * cRow));
        TRow sum3 = TRow.Load(ref Unsafe.Add(ref c, 3 * cRow)), sum4 = TRow.Load(ref Unsafe.Add(ref c, 4 * cRow));
        TRow sum5 = TRow.Load(ref Unsafe.Add(ref c, 5 * cRow));
        for (int k = 0; k < depth; k++)
        {
            TRow x = TRow.Load(ref b);
            TRow.AddProduct(ref sum0, V.Broadcast(a), in x);
            TRow.AddProduct(ref sum1, V.Broadcast(Unsafe.Add(ref a, aRow)), in x);
            TRow.AddProduct(ref sum2, V.Broadcast(Unsafe.Add(ref a, 2 * aRow)), in x);
            TRow.AddProduct(ref sum3, V.Broadcast(Unsafe.Add(ref a, 3 * aRow)), in x);
            TRow.AddProduct(ref sum4, V.Broadcast(Unsafe.Add(ref a, 4 * aRow)), in x);
            TRow.AddProduct(ref sum5, V.Broadcast(Unsafe.Add(ref a, 5 * aRow)), in x);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }

        TRow.Store(in sum0, ref c);
        TRow.Store(in sum1, ref Unsafe.Add(ref c, cRow));
        TRow.Store(in sum2, ref Unsafe.Add(ref c, 2 * cRow));
        TRow.Store(in sum3, ref Unsafe.Add(ref c, 3 * cRow));
        TRow.Store(in sum4, ref Unsafe.Add(ref c, 4 * cRow));
        TRow.Store(in sum5, ref Unsafe.Add(ref c, 5 * cRow));
    }
}
