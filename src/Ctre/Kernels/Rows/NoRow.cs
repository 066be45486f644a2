namespace Ctre.Kernels.Rows;

/// <summary>No samples: the second row of a micro-batch that is run alone.</summary>
/// <typeparam name="V">The register.</typeparam>
internal struct NoRow<V> : IRow<NoRow<V>, V>
    where V : struct, IRegister<V>
{
    public static int Length => 0;

    public static V Any(in NoRow<V> a, ref float aInMemory) => default;

    public static NoRow<V> Fill(V value) => default;

    public static NoRow<V> Load(ref float samples) => default;

    public static void Store(in NoRow<V> row, ref float samples)
    {
    }

    public static NoRow<V> Clip(in NoRow<V> row) => default;

    public static NoRow<V> Pass(in NoRow<V> row, in NoRow<V> a, ref float aInMemory) => default;

    public static void AddProduct(ref NoRow<V> row, V weight, ref float x)
    {
    }

    public static void AddProduct(ref NoRow<V> row, V weight, in NoRow<V> x)
    {
    }

    public static void AddDot(in NoRow<V> a, ref float aInMemory, ref float x, ref V lower, ref V upper)
    {
    }

    public static void AddBoth(
        in NoRow<V> a, ref float aInMemory, ref NoRow<V> target, V weight, ref float x, ref V lower, ref V upper)
    {
    }

    public static void AddTo(in NoRow<V> row, ref V lower, ref V upper)
    {
    }
}
