using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels;

/// <summary>Adds one array to another, element by element.</summary>
internal static class VectorSum
{
    /// <summary>total[i] += values[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<float> values, Span<float> total)
    {
        values = values[..total.Length];
        int i = 0;
        for (; i + Vector256<float>.Count <= total.Length; i += Vector256<float>.Count)
            (Vector256.Create<float>(total[i..]) + Vector256.Create(values[i..])).CopyTo(total[i..]);
        for (; i < total.Length; i++) total[i] += values[i];
    }
}
