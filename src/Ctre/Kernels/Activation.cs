namespace Ctre.Kernels;

/// <summary>The nonlinearity of hidden layers, a row of <see cref="Activations"/>.</summary>
public abstract class Activation
{
    private protected Activation(string name) => Name = name;

    /// <summary>Its name on the command line and in files: <c>leaky-relu</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is max(z, 0), which kernels apply as they store, and whose silent neurons they skip.</summary>
    internal bool IsRelu { get; init; }

    /// <summary>Whether f′ does not follow from f(z), so that z itself must be saved for the backward pass.</summary>
    internal bool NeedsPreactivation { get; init; }

    /// <summary>The activation of every second hidden layer; null if all have the same.</summary>
    internal Activation? InOddLayers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The activation of a hidden layer, from 0.</summary>
    internal Activation ForHidden(int layer) => layer % 2 == 0 ? this : InOddLayers ?? this;

    /// <summary>f(z).</summary>
    internal abstract float Of(float z);

    /// <summary>Computes f(z) of a row of z; source and target may be the same row.</summary>
    internal abstract void Apply(ReadOnlySpan<float> z, Span<float> target);

    /// <summary>delta · f′; see <see cref="ActivationGradient"/>.</summary>
    internal abstract float Backward(float delta, float saved, float keep);

    /// <summary>The same for a row whose length is a multiple of eight; the target may be one of the others.</summary>
    internal abstract void Backward(ReadOnlySpan<float> delta, ReadOnlySpan<float> saved, Span<float> target, float keep);
}
