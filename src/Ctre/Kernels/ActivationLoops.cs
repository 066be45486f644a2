using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels;

/// <summary>A function of one number and its derivative, the latter for one number and for eight at once, with the same bits.</summary>
internal interface IActivationFunction
{
    /// <summary>f(z).</summary>
    public float Of(float z);

    /// <summary>delta · f′; parameters as of <see cref="ActivationGradient"/>.</summary>
    public float Backward(float delta, float saved, float keep);

    /// <summary>The same for eight samples.</summary>
    public Vector256<float> Backward(Vector256<float> delta, Vector256<float> saved, float keep);
}

/// <summary>An activation whose loops are compiled for its function.</summary>
/// <typeparam name="TFunction">The function.</typeparam>
/// <param name="name">Its name.</param>
/// <param name="function">The function.</param>
internal sealed class Activation<TFunction>(string name, TFunction function) : Activation(name)
    where TFunction : struct, IActivationFunction
{
    internal override float Of(float z) => function.Of(z);

    internal override float Backward(float delta, float saved, float keep) => function.Backward(delta, saved, keep);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Apply(ReadOnlySpan<float> z, Span<float> target)
    {
        TFunction f = function;
        for (int i = 0; i < z.Length; i++) target[i] = f.Of(z[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Backward(ReadOnlySpan<float> delta, ReadOnlySpan<float> saved, Span<float> target, float keep)
    {
        TFunction f = function;
        ref float d = ref MemoryMarshal.GetReference(delta), s = ref MemoryMarshal.GetReference(saved[..delta.Length]);
        ref float t = ref MemoryMarshal.GetReference(target[..delta.Length]);
        for (nuint i = 0; i < (nuint)delta.Length; i += NeuronRows.Lanes)
            f.Backward(Vector256.LoadUnsafe(ref d, i), Vector256.LoadUnsafe(ref s, i), keep).StoreUnsafe(ref t, i);
    }
}
