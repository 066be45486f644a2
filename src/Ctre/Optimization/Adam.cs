using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Optimization;

/// <summary>
/// Adam (Kingma and Ba, ICLR 2015) with decoupled weight decay (AdamW; Loshchilov and Hutter, ICLR 2019):
/// β₁ = 0.9, β₂ = 0.999, ε = 1e-8. A connection's moments start at 0 when it grows, and the bias correction counts the
/// run's steps, so a new connection's first steps are short.
/// </summary>
internal sealed class Adam(double weightDecay) : Optimizer
{
    private const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;
    private float firstScale, secondScale, rate;

    public override int States => 2;

    public override void Prepare(long steps, float learningRate)
    {
        firstScale = (float)(1 / (1 - Math.Pow(Beta1, steps)));
        secondScale = (float)(1 / (1 - Math.Pow(Beta2, steps)));
        rate = learningRate;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(in ParameterBlock parameters)
    {
        Span<float> w = parameters.Values, m = parameters.State(0), s = parameters.State(1);
        ReadOnlySpan<float> gradients = parameters.Gradient;
        float decay = parameters.Decays ? (float)(rate * weightDecay) : 0;
        int vectors = w.Length - w.Length % Vector256<float>.Count;
        for (int i = 0; i < vectors; i += Vector256<float>.Count)
        {
            Vector256<float> weight = Vector256.Create<float>(w[i..]), g = Vector256.Create(gradients[i..]);
            Vector256<float> first = Vector256.Create<float>(m[i..]) * Beta1 + g * (1 - Beta1);
            Vector256<float> second = Vector256.Create<float>(s[i..]) * Beta2 + g * (1 - Beta2) * g;
            first.CopyTo(m[i..]);
            second.CopyTo(s[i..]);
            Vector256<float> size = Vector256.Sqrt(second * secondScale) + Vector256.Create(Epsilon);
            (weight - (weight * decay + first * firstScale * rate / size)).CopyTo(w[i..]);
        }

        for (int i = vectors; i < w.Length; i++)
        {
            float g = gradients[i];
            m[i] = m[i] * Beta1 + g * (1 - Beta1);
            s[i] = s[i] * Beta2 + g * (1 - Beta2) * g;
            w[i] -= w[i] * decay + m[i] * firstScale * rate / (MathF.Sqrt(s[i] * secondScale) + Epsilon);
        }
    }
}
