using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ctre.Optimization;

/// <summary>
/// Stochastic gradient descent with momentum: <c>g += λ w</c>, <c>v ← μ v + g</c>, then <c>w ← w − η v</c>, or with Nesterov's
/// look-ahead <c>w ← w − η (g + μ v)</c> (Sutskever et al., ICML 2013).
/// </summary>
internal sealed class MomentumSgd(double momentum, bool nesterov, double weightDecay) : Optimizer
{
    private readonly float momentum = (float)momentum;
    private readonly float weightDecay = (float)weightDecay;
    private float rate;

    public override int States => 1;

    public override void Prepare(long steps, float learningRate) => rate = learningRate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(in ParameterBlock parameters)
    {
        Span<float> w = parameters.Values, v = parameters.State(0);
        ReadOnlySpan<float> gradients = parameters.Gradient;
        float decay = parameters.Decays ? weightDecay : 0, eta = rate;
        int vectors = w.Length - w.Length % Vector256<float>.Count;
        for (int i = 0; i < vectors; i += Vector256<float>.Count)
        {
            Vector256<float> weight = Vector256.Create<float>(w[i..]);
            Vector256<float> g = Vector256.Create(gradients[i..]) + weight * decay;
            Vector256<float> velocity = Vector256.Create<float>(v[i..]) * momentum + g;
            velocity.CopyTo(v[i..]);
            (weight - (nesterov ? g + velocity * momentum : velocity) * eta).CopyTo(w[i..]);
        }

        for (int i = vectors; i < w.Length; i++)
        {
            float g = gradients[i] + w[i] * decay;
            v[i] = v[i] * momentum + g;
            w[i] -= (nesterov ? g + v[i] * momentum : v[i]) * eta;
        }
    }
}
