using Ctre.Sparse;

namespace Ctre.Kernels;

/// <summary>
/// What the kernels compute, as plain loops; read this first. Every fast kernel gives the same bits as one of these methods, on all
/// hardware, and a test compares them.
/// <code>
/// shapes         a   [inputs × samples]    activations of the layer below, samples innermost
///                z   [outputs × samples]   preactivations
///                δ   [outputs × samples]   ∂loss/∂z
///                w   [connections]         by slot (output, input) forward, by position (input, output) backward
/// forward        z[i, s] = b[i] + Σ over connections (i, j) of w(i, j) · a[j, s]      then f(z)
/// backward       g(i, j) = Σ over samples of a[j, s] · δ[i, s]                         ∂loss/∂w
///                δ'[j, s] = (Σ over connections (i, j) of w(i, j) · δ[i, s]) · f′       ∂loss/∂z of the layer below
///                g[i] = Σ over samples of δ[i, s]                                       ∂loss/∂b
/// </code>
/// Products are fused multiply-adds. Sums over connections run in slot order; sums over samples run in sixteen lanes, sample s in lane s
/// mod 16, that <see cref="LaneSum"/> adds. Dense products and inner products of blocks of pairs are single chains.
/// </summary>
internal static class Definition
{
    /// <summary>Computes f(W a + b); a and f(z) for all outputs.</summary>
    /// <param name="connections">The layer's connections.</param>
    /// <param name="weights">Weight by slot.</param>
    /// <param name="bias">Bias by output.</param>
    /// <param name="input">a <c>[inputs × samples]</c>.</param>
    /// <param name="output">f(z) <c>[outputs × samples]</c>, written.</param>
    /// <param name="f">The activation; linear for z itself.</param>
    /// <param name="samples">Samples in use.</param>
    public static void Forward(
        Connections connections, float[] weights, float[] bias, NeuronRows input, NeuronRows output, Activation f, int samples)
    {
        for (int i = 0; i < connections.Outputs; i++)
        {
            for (int s = 0; s < samples; s++)
            {
                float z = bias[i];
                for (int slot = connections.RowOffsets[i]; slot < connections.RowOffsets[i + 1]; slot++)
                    z = MathF.FusedMultiplyAdd(weights[slot], input.Row(connections.Columns[slot])[s], z);
                output.Row(i)[s] = f.Of(z);
            }
        }
    }

    /// <summary>Computes ∂loss/∂w.</summary>
    /// <param name="order">The layer's connections by input.</param>
    /// <param name="gradient">∂loss/∂w by position in <paramref name="order"/>, written.</param>
    /// <param name="delta">δ <c>[outputs × samples]</c>.</param>
    /// <param name="input">a <c>[inputs × samples]</c>.</param>
    /// <param name="samples">Samples in use.</param>
    public static void WeightGradients(InputOrder order, float[] gradient, NeuronRows delta, NeuronRows input, int samples)
    {
        for (int j = 0; j < input.Neurons; j++)
            for (int position = order.Offsets[j]; position < order.Offsets[j + 1]; position++)
                gradient[position] = InnerProductInLanes(input.Row(j)[..samples], delta.Row(order.Outputs[position])[..samples]);
    }

    /// <summary>Overwrites a by ∂loss/∂z of the layer below.</summary>
    /// <param name="order">The layer's connections by input.</param>
    /// <param name="weights">Weight by position in <paramref name="order"/>.</param>
    /// <param name="delta">δ <c>[outputs × samples]</c>.</param>
    /// <param name="input">Overwritten <c>[inputs × samples]</c>.</param>
    /// <param name="saved">What f′ of the layer below is computed from: a itself or z.</param>
    /// <param name="below">f′ of the layer below.</param>
    /// <param name="samples">Samples in use.</param>
    public static void InputGradients(
        InputOrder order, float[] weights, NeuronRows delta, NeuronRows input, NeuronRows saved, ActivationGradient below, int samples)
    {
        for (int j = 0; j < input.Neurons; j++)
        {
            for (int s = 0; s < samples; s++)
            {
                float sum = 0;
                for (int position = order.Offsets[j]; position < order.Offsets[j + 1]; position++)
                    sum = MathF.FusedMultiplyAdd(weights[position], delta.Row(order.Outputs[position])[s], sum);
                input.Row(j)[s] = below.Of(sum, saved.Row(j)[s]);
            }
        }
    }

    /// <summary>Computes ∂loss/∂b from δ <c>[outputs × samples]</c>.</summary>
    public static void BiasGradients(NeuronRows delta, float[] gradient, int samples)
    {
        for (int i = 0; i < delta.Neurons; i++) gradient[i] = SumInLanes(delta.Row(i)[..samples]);
    }

    /// <summary>
    /// C += A B, each element of C a chain in the order of k. Strides in floats: from row to row, and from column to column of A.
    /// </summary>
    public static void AddProduct(
        ReadOnlySpan<float> a, int aRow, int aStep, ReadOnlySpan<float> b, int bStep, Span<float> c, int cRow, int rows, int columns,
        int depth)
    {
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                for (int k = 0; k < depth; k++)
                {
                    ref float sum = ref c[row * cRow + column];
                    sum = MathF.FusedMultiplyAdd(a[row * aRow + k * aStep], b[k * bStep + column], sum);
                }
    }

    /// <summary>The inner product of two rows, a chain: the score of a pair in a block of pairs.</summary>
    public static float InnerProduct(ReadOnlySpan<float> b, ReadOnlySpan<float> a)
    {
        float sum = 0;
        for (int s = 0; s < b.Length; s++) sum = MathF.FusedMultiplyAdd(b[s], a[s], sum);
        return sum;
    }

    /// <summary>The inner product of two rows in sixteen lanes: a weight gradient, and the score of a pair alone.</summary>
    public static float InnerProductInLanes(ReadOnlySpan<float> b, ReadOnlySpan<float> a)
    {
        Span<float> lanes = stackalloc float[LaneSum.Lanes];
        lanes.Clear();
        for (int s = 0; s < b.Length; s++) lanes[s % LaneSum.Lanes] = MathF.FusedMultiplyAdd(b[s], a[s], lanes[s % LaneSum.Lanes]);
        return LaneSum.Of(lanes);
    }

    /// <summary>
    /// Scales a row to length √(n / (n + κ)), n = (Σ a²)² / Σ a⁴: to length 1 without caution κ. A row of zeros is left as it is.
    /// </summary>
    public static void Normalize(Span<float> row, double caution)
    {
        Span<double> squares = stackalloc double[8], fourths = stackalloc double[8];
        squares.Clear();
        fourths.Clear();
        for (int s = 0; s < row.Length; s++)
        {
            double square = (double)row[s] * row[s];
            squares[s % 8] += square;
            fourths[s % 8] += square * square;
        }

        double sum = Sum(squares), sumOfFourths = Sum(fourths);
        if (sumOfFourths == 0) return;
        double n = sum * sum / sumOfFourths, length = Math.Sqrt(sum * (n + caution) / n);
        // A row of the largest floats is longer than any float.
        float first = length > float.MaxValue ? 1e-6f : 1;
        for (int s = 0; s < row.Length; s++) row[s] = row[s] * first / (float)(length * first);

        static double Sum(ReadOnlySpan<double> x) => (x[0] + x[4] + (x[1] + x[5])) + (x[2] + x[6] + (x[3] + x[7]));
    }

    /// <summary>Momentum: <c>g += λ w</c>, <c>v ← μ v + g</c>, <c>w ← w − η v</c>, or <c>w ← w − η (g + μ v)</c> (Nesterov).</summary>
    public static void MomentumStep(ref float w, ref float v, float g, float rate, float momentum, bool nesterov, float decay)
    {
        g += w * decay;
        v = v * momentum + g;
        w -= (nesterov ? g + v * momentum : v) * rate;
    }

    /// <summary>
    /// Adam with decoupled weight decay: <c>m ← β₁ m + (1 − β₁) g</c>, <c>s ← β₂ s + (1 − β₂) g²</c>,
    /// <c>w ← w − (η λ w + η m̂ / (√ŝ + ε))</c>, where <c>m̂ = m / (1 − β₁ᵗ)</c> and <c>ŝ = s / (1 − β₂ᵗ)</c> at step t.
    /// </summary>
    public static void AdamStep(ref float w, ref float m, ref float s, float g, float rate, long step, double decay)
    {
        const float beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;
        float firstScale = (float)(1 / (1 - Math.Pow(beta1, step))), secondScale = (float)(1 / (1 - Math.Pow(beta2, step)));
        m = m * beta1 + g * (1 - beta1);
        s = s * beta2 + g * (1 - beta2) * g;
        w -= w * (float)(rate * decay) + m * firstScale * rate / (MathF.Sqrt(s * secondScale) + epsilon);
    }

    private static float SumInLanes(ReadOnlySpan<float> values)
    {
        Span<float> lanes = stackalloc float[LaneSum.Lanes];
        lanes.Clear();
        for (int s = 0; s < values.Length; s++) lanes[s % LaneSum.Lanes] += values[s];
        return LaneSum.Of(lanes);
    }
}
