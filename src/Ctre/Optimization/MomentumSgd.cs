using System.Runtime.Intrinsics;
using Ctre.Layers;

namespace Ctre.Optimization;

/// <summary>
/// Stochastic gradient descent with momentum: <c>g += λ w</c>, <c>v ← μ v + g</c>, then <c>w ← w − η v</c>, or with Nesterov's
/// look-ahead <c>w ← w − η (g + μ v)</c> (Sutskever et al., ICML 2013).
/// </summary>
internal sealed class MomentumSgd(Network network, double momentum, bool nesterov, double weightDecay) : Optimizer(network, states: 1)
{
    private readonly float momentum = (float)momentum;
    private readonly float weightDecay = (float)weightDecay;

    protected override void Update(float[] parameters, float[] gradient, float[][] states, bool decays, int begin, int end)
    {
        Span<float> w = parameters.AsSpan(begin..end), v = states[0].AsSpan(begin..end);
        ReadOnlySpan<float> gradients = gradient.AsSpan(begin..end);
        float decay = decays ? weightDecay : 0, rate = LearningRate;
        int whole = w.Length - w.Length % Vector256<float>.Count;
        for (int i = 0; i < whole; i += Vector256<float>.Count)
        {
            Vector256<float> weight = Vector256.Create<float>(w[i..]);
            Vector256<float> g = Vector256.Create(gradients[i..]) + weight * decay;
            Vector256<float> velocity = Vector256.Create<float>(v[i..]) * momentum + g;
            velocity.CopyTo(v[i..]);
            (weight - (nesterov ? g + velocity * momentum : velocity) * rate).CopyTo(w[i..]);
        }

        for (int i = whole; i < w.Length; i++)
        {
            float g = gradients[i] + w[i] * decay;
            v[i] = v[i] * momentum + g;
            w[i] -= (nesterov ? g + v[i] * momentum : v[i]) * rate;
        }
    }
}
