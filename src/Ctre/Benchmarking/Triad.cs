using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ctre.Kernels;

namespace Ctre.Benchmarking;

/// <summary>
/// a ← b + s c over long arrays, the triad of STREAM (McCalpin 1995): two values read and one written for one multiply-add, so
/// that memory alone decides how long it takes.
/// </summary>
/// <param name="length">Values of each array.</param>
internal sealed class Triad(int length)
{
    private readonly float[] a = Filled(length, 0), b = Filled(length, 1), c = Filled(length, 2);

    /// <summary>Bytes that all shares read and write, as STREAM counts them: 12 for each element.</summary>
    public double Bytes => 12.0 * length;

    /// <summary>Does one worker's share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Share(int worker, int workers)
    {
        (int begin, int end) = Partition.Even(length, worker, workers);
        ref float to = ref MemoryMarshal.GetArrayDataReference(a);
        ref float x = ref MemoryMarshal.GetArrayDataReference(b);
        ref float y = ref MemoryMarshal.GetArrayDataReference(c);
        Vector256<float> factor = Vector256.Create(0.5f);
        int i = begin;
        for (; i <= end - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> sum = Vector256.LoadUnsafe(ref x, (nuint)i) + factor * Vector256.LoadUnsafe(ref y, (nuint)i);
            sum.StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < end; i++) a[i] = b[i] + 0.5f * c[i];
    }

    // Written from end to end, so that each page exists before it is timed.
    private static float[] Filled(int length, float value)
    {
        var values = new float[length];
        values.AsSpan().Fill(value);
        return values;
    }
}
