using System.Runtime.Intrinsics;

namespace Ctre.Kernels.Rows;

/// <summary>A vector register, and so the shortest row.</summary>
/// <typeparam name="V">The register itself.</typeparam>
internal interface IRegister<V> : IRow<V, V>
    where V : struct, IRegister<V>
{
    /// <summary>
    /// Whether there are registers enough to take four connections at once, for their sums are cheaper to finish together.
    /// </summary>
    public static abstract bool TakesFour { get; }

    /// <summary>Whether there are registers enough to keep, on the way back, the input row beside the one that is computed.</summary>
    public static abstract bool KeepsInput { get; }

    /// <summary>The same value in all lanes.</summary>
    public static abstract V Broadcast(float value);

    /// <summary>Bitwise or.</summary>
    public static abstract V Or(V one, V other);

    /// <summary>Whether no bit is set.</summary>
    public static abstract bool IsZero(V bits);

    /// <summary>The sum of the sixteen lanes, as <see cref="LaneSum"/> adds.</summary>
    public static abstract float Sum(V lower, V upper);

    /// <summary>The sum of two sums of lanes of one register each; where <see cref="TakesFour"/>.</summary>
    public static abstract float SumOfTwo(V a, V b);

    /// <summary>Four sums of lanes of one register each; where <see cref="TakesFour"/>.</summary>
    public static abstract Vector128<float> SumFour(V a, V b, V c, V d);
}
