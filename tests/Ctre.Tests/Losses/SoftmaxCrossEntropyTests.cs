using Ctre.Kernels;
using Ctre.Losses;

namespace Ctre.Tests.Losses;

public sealed class SoftmaxCrossEntropyTests
{
    [Fact]
    public void Extreme_logits_give_finite_losses_and_gradients_that_sum_to_0()
    {
        LossRun run = Run(4, 11);
        Rng random = Make.Random(1);
        int[] labels = [.. Enumerable.Range(0, 11).Select(s => s % 4)];
        for (int s = 0; s < 11; s++)
            for (int c = 0; c < 4; c++) Output(run).Row(c)[s] = s < 6 ? (random.Below(2) == 0 ? 1e4f : -1e4f) : random.Symmetric(5);
        Assert.True(double.IsFinite(run.LossAndGradient(labels)));
        for (int s = 0; s < 11; s++)
        {
            float[] gradient = Column(run, s);
            Assert.All(gradient, g => Assert.InRange(g, -1f / 11, 1f / 11));
            Assert.Equal(0, gradient.Sum(g => (double)g), 1e-8);
            Assert.True(gradient[labels[s]] <= 0);
        }
    }

    [Fact]
    public void Padding_gets_0()
    {
        LossRun run = Run(3, 5);
        Output(run).Values.Fill(7);
        run.LossAndGradient(new int[5]);
        for (int s = 5; s < Output(run).Stride; s++) Assert.Equal([0, 0, 0], Column(run, s));
    }

    [Fact]
    public void A_sample_by_hand()
    {
        LossRun run = Run(3, 1);
        Set(run, 0, [MathF.Log(1), MathF.Log(2), MathF.Log(5)]);
        Assert.Equal(-Math.Log(2.0 / 8), run.Loss(new[] { 1 }), 1e-6);
        Close.To([1.0 / 8, 2.0 / 8, 5.0 / 8], Column(run, 0), 1e-6, "probabilities");
        Set(run, 0, [MathF.Log(1), MathF.Log(2), MathF.Log(5)]);
        run.LossAndGradient(new[] { 1 });
        Close.To([1.0 / 8, -6.0 / 8, 5.0 / 8], Column(run, 0), 1e-6, "gradients");
    }

    [Fact]
    public void A_weighted_sample_by_hand()
    {
        LossRun run = Run(3, 2, classWeights: [9, 2.5f, 9]);
        for (int s = 0; s < 2; s++) Set(run, s, [MathF.Log(1), MathF.Log(2), MathF.Log(5)]);
        Assert.Equal(-5 * Math.Log(2.0 / 8), run.LossAndGradient(new[] { 1, 1 }), 1e-5);
        Close.To([2.5 / 16, -2.5 * 6 / 16, 2.5 * 5 / 16], Column(run, 0), 1e-6, "gradients");
    }

    [Fact]
    public void The_lower_class_wins_a_tie()
    {
        LossRun run = Run(3, 3);
        Set(run, 0, [1, 1, 1]);
        Set(run, 1, [0, 2, 2]);
        Set(run, 2, [1, 0, 3]);
        run.Probabilities();
        Assert.Equal([0, 1, 2], run.Predictions.ToArray());
        Assert.All(Enumerable.Range(0, 3), s => Assert.Equal(1, Column(run, s).Sum(), 1e-6f));
    }

    /// <summary>Batches beside a vector's eight, and in two parts.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(100)]
    public void Samples_side_by_side_have_the_bits_of_one_alone(int rows)
    {
        Rng random = Make.Random(rows);
        LossRun run = Run(7, rows);
        var logits = new float[rows][];
        foreach ((int first, int samples, NeuronRows output) in run.Parts)
        {
            for (int s = 0; s < samples; s++)
            {
                logits[first + s] = Make.Floats(random, 7);
                for (int c = 0; c < 7; c++) output.Row(c)[s] = logits[first + s][c];
            }
        }

        run.Probabilities();
        foreach ((int first, int samples, NeuronRows output) in run.Parts)
        {
            for (int s = 0; s < samples; s++)
            {
                float[] alone = logits[first + s];
                Assert.Equal(SoftmaxCrossEntropy.Softmax(alone, 7, stride: 1), run.Predictions[first + s]);
                Bits.Same(alone, [.. Enumerable.Range(0, 7).Select(c => output.Row(c)[s])]);
            }
        }
    }

    [Fact]
    public void What_is_no_number_shows()
    {
        LossRun run = Run(3, 2);
        Set(run, 0, [1, float.NaN, 2]);
        Set(run, 1, [1, 2, 3]);
        Assert.Equal(double.NaN, run.LossAndGradient(new[] { 0, 0 }));
        Assert.All(Column(run, 0), p => Assert.Equal(float.NaN, p));
        Assert.All(Column(run, 1), p => Assert.True(float.IsFinite(p)));
    }

    private static LossRun Run(int classes, int rows, float[]? classWeights = null) => new(classes, rows, classWeights);

    private static NeuronRows Output(LossRun run) => run.Parts[0].Output;

    private static void Set(LossRun run, int sample, float[] logits)
    {
        for (int c = 0; c < logits.Length; c++) Output(run).Row(c)[sample] = logits[c];
    }

    private static float[] Column(LossRun run, int sample) =>
        [.. Enumerable.Range(0, Output(run).Neurons).Select(c => Output(run).Row(c)[sample])];

    /// <summary>A batch in micro-batches of at most 64 samples.</summary>
    private sealed class LossRun(int classes, int rows, float[]? classWeights)
    {
        private readonly Loss loss = new SoftmaxCrossEntropy(rows, classWeights);

        public List<(int First, int Samples, NeuronRows Output)> Parts { get; } =
            [.. Enumerable.Range(0, (rows + 63) / 64).Select(p => (64 * p, Math.Min(64, rows - 64 * p), new NeuronRows(classes, 64)))];

        public ReadOnlySpan<int> Predictions => loss.Predictions;

        public void Probabilities()
        {
            foreach ((int first, int samples, NeuronRows output) in Parts) loss.Evaluate(output, first, samples, []);
        }

        public double Loss(int[] labels)
        {
            foreach ((int first, int samples, NeuronRows output) in Parts)
                loss.Evaluate(output, first, samples, labels.AsSpan(first, samples));
            return loss.Sum(rows);
        }

        public double LossAndGradient(int[] labels)
        {
            foreach ((int first, int samples, NeuronRows output) in Parts)
                loss.Differentiate(output, first, samples, labels.AsSpan(first, samples), rows);
            return loss.Sum(rows);
        }
    }
}
