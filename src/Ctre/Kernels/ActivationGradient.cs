namespace Ctre.Kernels;

/// <summary>
/// f′ of a layer as the backward pass applies it, from what the forward pass saved: f(z), which dropout has divided by the share of
/// neurons that it keeps, or z where f′ needs it.
/// </summary>
/// <param name="Function">f.</param>
/// <param name="Keep">The share of neurons that dropout keeps; 1 without dropout.</param>
internal readonly record struct ActivationGradient(Activation Function, float Keep = 1)
{
    /// <summary>delta · f′.</summary>
    public float Of(float delta, float saved) => Function.Backward(delta, saved, Keep);

    /// <summary>The same for a row whose length is a multiple of eight; the target may be one of the others.</summary>
    public void Apply(ReadOnlySpan<float> delta, ReadOnlySpan<float> saved, Span<float> target) =>
        Function.Backward(delta, saved, target, Keep);
}
