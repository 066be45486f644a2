using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels.Rows;

namespace Ctre.Kernels.Dense;

/// <summary>
/// C += A B, the product behind dense layers. Tiles of C, six rows by up to 64 columns, stay in registers while the rows of a block of B
/// pass by; A is read in place, by two strides, so that W and its transpose are read alike. Every element of C is one chain of fused
/// multiply-adds in the order of k, on any hardware and however the tiles fall: the bits of <see cref="Definition.AddProduct"/>.
/// </summary>
internal static class DenseProduct
{
    private const int Depth = 256, TileRows = DenseTile<Row8, Row8>.Rows;

    /// <summary>Adds A B to C. Arguments are the first element of each matrix and its strides, in floats.</summary>
    /// <param name="a">A <c>[rows × depth]</c>.</param>
    /// <param name="aRow">From one row of A to the next.</param>
    /// <param name="aStep">From one column of A to the next.</param>
    /// <param name="b">B <c>[depth × columns]</c>, rows contiguous.</param>
    /// <param name="bStep">From one row of B to the next.</param>
    /// <param name="c">C <c>[rows × columns]</c>, rows contiguous.</param>
    /// <param name="cRow">From one row of C to the next.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C, a multiple of <see cref="NeuronRows.Lanes"/>.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ref float a, nint aRow, nint aStep, ref float b, nint bStep, ref float c, nint cRow, int rows, int columns, int depth)
    {
        for (int k = 0; k < depth; k += Depth)
        {
            int steps = Math.Min(Depth, depth - k);
            ref float aBlock = ref Unsafe.Add(ref a, k * aStep);
            ref float bBlock = ref Unsafe.Add(ref b, k * bStep);
            for (int column = 0, width; column < columns; column += width)
            {
                width = Width(columns - column);
                ref float bTile = ref Unsafe.Add(ref bBlock, column);
                int row = 0;
                for (; row + TileRows <= rows; row += TileRows)
                {
                    Tile(width, ref Unsafe.Add(ref aBlock, row * aRow), aRow, aStep, ref bTile, bStep,
                        ref Unsafe.Add(ref c, row * cRow + column), cRow, steps);
                }

                for (; row < rows; row++)
                    for (int lane = 0; lane < width; lane += NeuronRows.Lanes)
                        Strip(ref Unsafe.Add(ref aBlock, row * aRow), aStep, ref Unsafe.Add(ref bTile, lane), bStep,
                            ref Unsafe.Add(ref c, row * cRow + column + lane), steps);
            }
        }
    }

    private static int Width(int columns) => columns switch
    {
        >= 64 when Vector512.IsHardwareAccelerated => 64,
        >= 48 when Vector512.IsHardwareAccelerated => 48,
        >= 32 when Vector512.IsHardwareAccelerated => 32,
        >= 16 => 16,
        _ => 8,
    };

    private static void Tile(
        int width, ref float a, nint aRow, nint aStep, ref float b, nint bStep, ref float c, nint cRow, int depth)
    {
        switch (width)
        {
            case 64: DenseTile<Wide64, Row16>.Add(ref a, aRow, aStep, ref b, bStep, ref c, cRow, depth); break;
            case 48: DenseTile<Wide48, Row16>.Add(ref a, aRow, aStep, ref b, bStep, ref c, cRow, depth); break;
            case 32: DenseTile<Wide32, Row16>.Add(ref a, aRow, aStep, ref b, bStep, ref c, cRow, depth); break;
            case 16: DenseTile<Narrow16, Row8>.Add(ref a, aRow, aStep, ref b, bStep, ref c, cRow, depth); break;
            default: DenseTile<Row8, Row8>.Add(ref a, aRow, aStep, ref b, bStep, ref c, cRow, depth); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip(ref float a, nint aStep, ref float b, nint bStep, ref float c, int depth)
    {
        Vector256<float> sum = Vector256.LoadUnsafe(ref c);
        for (int k = 0; k < depth; k++)
        {
            sum = Vector256.FusedMultiplyAdd(
                Vector256.Create(Unsafe.Add(ref a, k * aStep)), Vector256.LoadUnsafe(ref Unsafe.Add(ref b, k * bStep)), sum);
        }

        sum.StoreUnsafe(ref c);
    }
}
