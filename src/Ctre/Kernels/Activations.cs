using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Kernels;

/// <summary>All activations: a new one is a function and a row here.</summary>
public static class Activations
{
    /// <summary>f(z) = z: the output layer.</summary>
    public static Activation Linear { get; } = new Activation<LinearFunction>("linear", default);

    /// <summary>f(z) = max(z, 0).</summary>
    public static Activation Relu { get; } = new Activation<ReluFunction>("relu", default) { IsRelu = true };

    /// <summary>f(z) = z for z &gt; 0, else 0.01 z.</summary>
    public static Activation LeakyRelu { get; } = new Activation<LeakyFunction>("leaky-relu", new(0.01f));

    /// <summary>f(z) = tanh z.</summary>
    public static Activation Tanh { get; } = new Activation<TanhFunction>("tanh", default);

    /// <summary>f(z) = 1 / (1 + e^−z).</summary>
    public static Activation Sigmoid { get; } = new Activation<SigmoidFunction>("sigmoid", default);

    /// <summary>
    /// Leaky slopes whose sign alternates from layer to layer, 0.6 in size: −0.6 in the first hidden layer, +0.6 in the
    /// second, and so on (Curci, Mocanu and Pechenizkiy, "Truly sparse neural networks at scale", 2021, All-ReLU).
    /// </summary>
    public static Activation AllRelu { get; } = new Activation<LeakyFunction>("all-relu", new(-0.6f))
    {
        // f(z) > 0 for z on both sides of 0.
        NeedsPreactivation = true,
        InOddLayers = new Activation<LeakyFunction>("all-relu", new(0.6f)),
    };

    /// <summary>The table.</summary>
    public static IReadOnlyList<Activation> All { get; } = [Linear, Relu, LeakyRelu, Tanh, Sigmoid, AllRelu];

    /// <summary>The activation of a name, in any case; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public static Activation? Find(string name) => All.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    private readonly struct LinearFunction : IActivationFunction
    {
        public float Of(float z) => z;

        public float Backward(float delta, float saved, float keep) => delta;

        public Vector256<float> Backward(Vector256<float> delta, Vector256<float> saved, float keep) => delta;
    }

    private readonly struct ReluFunction : IActivationFunction
    {
        public float Of(float z) => MathF.Max(z, 0);

        public float Backward(float delta, float saved, float keep) => saved > 0 ? delta : 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Backward(Vector256<float> delta, Vector256<float> saved, float keep) =>
            Vector256.ConditionalSelect(Vector256.GreaterThan(saved, Vector256<float>.Zero), delta, Vector256<float>.Zero);
    }

    private readonly struct LeakyFunction(float slope) : IActivationFunction
    {
        public float Of(float z) => z > 0 ? z : z * slope;

        public float Backward(float delta, float saved, float keep) => saved > 0 ? delta : delta * slope;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Backward(Vector256<float> delta, Vector256<float> saved, float keep) =>
            Vector256.ConditionalSelect(Vector256.GreaterThan(saved, Vector256<float>.Zero), delta, delta * slope);
    }

    private readonly struct TanhFunction : IActivationFunction
    {
        // Not inlined: in a loop each call would wait for the one before, as the conversion to double depends on its target register.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public float Of(float z) => (float)Math.Tanh(z);

        public float Backward(float delta, float saved, float keep) => delta * (1 - saved * keep * (saved * keep));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Backward(Vector256<float> delta, Vector256<float> saved, float keep) =>
            delta * (Vector256<float>.One - saved * keep * (saved * keep));
    }

    private readonly struct SigmoidFunction : IActivationFunction
    {
        // Not inlined: in a loop each call would wait for the one before, as the conversion to double depends on its target register.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public float Of(float z) => (float)(1 / (1 + Math.Exp(-z)));

        public float Backward(float delta, float saved, float keep) => delta * (saved * keep * (1 - saved * keep));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Backward(Vector256<float> delta, Vector256<float> saved, float keep) =>
            delta * (saved * keep * (Vector256<float>.One - saved * keep));
    }
}
