using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Rows;

/// <summary>No samples: what a part of a batch is joined with that goes alone.</summary>
internal struct NoRow : IWideRow<NoRow>
{
    public static int Length => 0;

    public static Vector512<float> Any(in NoRow row) => Vector512<float>.Zero;

    public static NoRow Fill(float value) => default;

    public static NoRow Load(ref float samples, nuint at) => default;

    public static void Store(in NoRow row, ref float samples, nuint at)
    {
    }

    public static NoRow Clip(in NoRow row) => default;

    public static NoRow Pass(in NoRow row, in NoRow gate) => default;

    public static void AddProduct(ref NoRow row, Vector512<float> weight, ref float x, nuint at)
    {
    }

    public static Vector512<float> AddDot(in NoRow row, ref float x, nuint at, Vector512<float> sum) => sum;

    public static Vector512<float> AddBoth(in NoRow row, ref NoRow target, Vector512<float> weight, ref float x, nuint at, Vector512<float> sum) => sum;

    public static Vector512<float> Add(in NoRow row, Vector512<float> sum) => sum;
}
