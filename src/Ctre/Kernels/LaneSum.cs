using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels;

/// <summary>
/// Sums the eight lanes of an accumulator in one fixed order, (0+4)+(2+6) + (1+5)+(3+7), the same on all hardware.
/// <c>Vector256.Sum</c> promises no order, so nothing that must repeat may use it.
/// </summary>
internal static class LaneSum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(Vector256<float> lanes)
    {
        Vector128<float> four = lanes.GetLower() + lanes.GetUpper();
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>The plain twin of <see cref="Of(Vector256{float})"/>.</summary>
    public static float Of(ReadOnlySpan<float> lanes)
    {
        float even = (lanes[0] + lanes[4]) + (lanes[2] + lanes[6]);
        float odd = (lanes[1] + lanes[5]) + (lanes[3] + lanes[7]);
        return even + odd;
    }
}
