using Ctre.Benchmarking;
using Ctre.Kernels;
using Ctre.Kernels.Dense;

namespace Ctre.Benchmarks;

/// <summary>
/// The three products of a complete layer, <c>W a + b</c>, <c>(Wᵀ δ) · f′</c> and <c>δ aᵀ</c>, as training calls them, on one
/// thread, beside the same bare products by OpenBLAS. Both must give the same numbers.
/// </summary>
internal static class DenseProductBenchmark
{
    private const int Batch = 128;

    private static readonly TimingBudget Effort = new(SecondsPerRound: 0.02, Seconds: 1.2);

    private static readonly (int Inputs, int Outputs)[] Shapes = [(1000, 1000), (784, 1000)];

    public static IEnumerable<string> Table()
    {
        OpenBlas? blas = OpenBlas.Find();
        yield return blas is null
            ? "OpenBLAS: not found, so there is nothing to compare with. Install libopenblas.so.0 or name it in CTRE_OPENBLAS."
            : $"OpenBLAS: {blas.Description}";
        yield return $"GFLOP/s at batch {Batch}, one thread: fastest of many rounds (median round); the ratio is that of the fastest.";
        yield return "";
        yield return "| inputs × outputs | product | Ctre | OpenBLAS | ratio |";
        yield return "|---|---|---|---|---|";
        foreach ((int inputs, int outputs) in Shapes)
            foreach (string line in Measure(inputs, outputs, blas)) yield return line;
    }

    private static List<string> Measure(int inputs, int outputs, OpenBlas? blas)
    {
        List<string> lines = [];
        Rng random = Rng.For(1, RandomPurpose.Generator);
        float[] weights = Draw(random, inputs * outputs), bias = Draw(random, outputs), gradient = new float[weights.Length];
        NeuronRows a = new(inputs, Batch), saved = new(inputs, Batch), z = new(outputs, Batch), delta = new(outputs, Batch);
        Draw(random, a.Values.Length).CopyTo(a.Values);
        Draw(random, saved.Values.Length).CopyTo(saved.Values);
        Draw(random, delta.Values.Length).CopyTo(delta.Values);
        ActivationGradient relu = new(Activations.Relu);
        var scratch = new float[DenseBackward.ScratchLength(outputs, inputs, Batch)];
        float[] x = [.. a.Values], errors = [.. delta.Values], back = new float[inputs * Batch], product = new float[outputs * Batch],
            other = new float[weights.Length];

        // Gradients of the inputs come last: they overwrite a, of which x is a copy.
        Compare("W a + b", () => DenseForward.Rows(weights, bias, a, z, Batch, true, 0, outputs), () => z.Values,
            () => blas!.Multiply(weights, false, x, false, product, outputs, Batch, inputs), product,
            (i, value) => MathF.Max(value + bias[i / Batch], 0));
        Compare("δ aᵀ", () => DenseBackward.WeightGradients(gradient, delta, a, Batch, 0, inputs, scratch), () => gradient,
            () => blas!.Multiply(errors, false, x, true, other, outputs, inputs, Batch), other, (_, value) => value);
        Compare("(Wᵀ δ) · f′", () => DenseBackward.InputGradients(weights, delta, a, saved, relu, Batch, 0, inputs, scratch), () =>
            a.Values,
            () => blas!.Multiply(weights, true, errors, false, back, inputs, Batch, outputs), back,
            (i, value) => saved.Values[i] > 0 ? value : 0);

        return lines;

        void Compare(string name, Action ours, Values result, Action theirs, float[] bare, Func<int, float, float> finish)
        {
            Action[] works = blas is null ? [ours] : [ours, theirs];
            (double Best, double Median)[] times = InterleavedTimer.Time(Effort, CancellationToken.None, works);
            double work = 2e-9 * Batch * inputs * outputs;
            string Speed((double Best, double Median) time) => Tables.Text($"{work / time.Best:F1} ({work / time.Median:F1})");
            if (blas is null)
            {
                lines.Add($"| {inputs} × {outputs} | {name} | {Speed(times[0])} | absent | |");
                return;
            }

            Span<float> values = result();
            for (int i = 0; i < values.Length; i++)
                if (MathF.Abs(values[i] - finish(i, bare[i])) > 1e-3f)
                    throw new InvalidOperationException($"{name}: {values[i]} and {finish(i, bare[i])} at {i} should be the same.");
            string share = Tables.Text($"{100 * times[1].Best / times[0].Best:F0}");
            lines.Add($"| {inputs} × {outputs} | {name} | {Speed(times[0])} | {Speed(times[1])} | {share} % |");
        }
    }

    private delegate Span<float> Values();

    private static float[] Draw(Rng random, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++) values[i] = random.Symmetric(1);
        return values;
    }
}
