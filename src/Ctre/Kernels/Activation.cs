using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels;

/// <summary>The nonlinearity of a layer.</summary>
public enum ActivationKind
{
    /// <summary>f(z) = z: the output layer.</summary>
    Linear,

    /// <summary>f(z) = max(z, 0).</summary>
    Relu,

    /// <summary>f(z) = z for z &gt; 0, else 0.01 z.</summary>
    LeakyRelu,

    /// <summary>f(z) = tanh z.</summary>
    Tanh,

    /// <summary>f(z) = 1 / (1 + e^−z).</summary>
    Sigmoid,

    /// <summary>
    /// Leaky slopes whose sign alternates from layer to layer, 0.6 in size: −0.6 in the first hidden layer, +0.6 in the
    /// second, and so on (Curci, Mocanu and Pechenizkiy, "Truly sparse neural networks at scale", 2021, All-ReLU).
    /// </summary>
    AllRelu,
}

/// <summary>An activation function with the slope of its negative side.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="Slope">Slope for z ≤ 0, used by the leaky kinds only.</param>
/// <param name="Keep">The share of neurons that dropout keeps; outputs have been divided by it. 1 without dropout.</param>
internal readonly record struct Activation(ActivationKind Kind, float Slope, float Keep = 1)
{
    /// <summary>The activation of hidden layer <paramref name="hiddenLayer"/>, from 0.</summary>
    public static Activation ForHidden(ActivationKind kind, int hiddenLayer) => kind switch
    {
        ActivationKind.LeakyRelu => new(kind, 0.01f),
        ActivationKind.AllRelu => new(kind, hiddenLayer % 2 == 0 ? -0.6f : 0.6f),
        _ => new(kind, 0),
    };

    /// <summary>Whether the derivative cannot be told from the output, so that z itself must be kept.</summary>
    public bool NeedsPreactivation => Slope < 0;

    /// <summary>Turns a row of z into f(z); source and target may be the same row.</summary>
    public void Apply(ReadOnlySpan<float> z, Span<float> target)
    {
        for (int i = 0; i < z.Length; i++) target[i] = Of(z[i]);
    }

    /// <summary>f(z).</summary>
    public float Of(float z) => Kind switch
    {
        ActivationKind.Relu => MathF.Max(z, 0),
        ActivationKind.LeakyRelu or ActivationKind.AllRelu => z > 0 ? z : z * Slope,
        ActivationKind.Tanh => (float)Math.Tanh(z),
        ActivationKind.Sigmoid => (float)(1 / (1 + Math.Exp(-z))),
        _ => z,
    };

    /// <summary>
    /// delta · f′(z), eight samples at once, from the gate: f(z), or z where <see cref="NeedsPreactivation"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Backward(Vector256<float> delta, Vector256<float> gate) => Kind switch
    {
        ActivationKind.Relu => Vector256.ConditionalSelect(
            Vector256.GreaterThan(gate, Vector256<float>.Zero), delta, Vector256<float>.Zero),
        ActivationKind.LeakyRelu or ActivationKind.AllRelu => Vector256.ConditionalSelect(
            Vector256.GreaterThan(gate, Vector256<float>.Zero), delta, delta * Slope),
        ActivationKind.Tanh => delta * (Vector256<float>.One - gate * Keep * (gate * Keep)),
        ActivationKind.Sigmoid => delta * (gate * Keep * (Vector256<float>.One - gate * Keep)),
        _ => delta,
    };

    /// <summary>The same for a row whose length is a multiple of eight; the target may be one of the others.</summary>
    public void Backward(ReadOnlySpan<float> delta, ReadOnlySpan<float> gate, Span<float> target)
    {
        ref float d = ref MemoryMarshal.GetReference(delta), g = ref MemoryMarshal.GetReference(gate[..delta.Length]);
        ref float t = ref MemoryMarshal.GetReference(target[..delta.Length]);
        for (nuint s = 0; s < (nuint)delta.Length; s += NeuronRows.Lanes)
            Backward(Vector256.LoadUnsafe(ref d, s), Vector256.LoadUnsafe(ref g, s)).StoreUnsafe(ref t, s);
    }

    /// <summary>The plain twin of <see cref="Backward(Vector256{float}, Vector256{float})"/>.</summary>
    public float Backward(float delta, float gate) => Kind switch
    {
        ActivationKind.Relu => gate > 0 ? delta : 0,
        ActivationKind.LeakyRelu or ActivationKind.AllRelu => gate > 0 ? delta : delta * Slope,
        ActivationKind.Tanh => delta * (1 - gate * Keep * (gate * Keep)),
        ActivationKind.Sigmoid => delta * (gate * Keep * (1 - gate * Keep)),
        _ => delta,
    };
}
