using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Tests.Reference;

namespace Ctre.Tests.Losses;

public sealed class SoftmaxCrossEntropyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Extreme_logits_give_finite_losses_and_gradients_that_sum_to_0(int threads)
    {
        using FloatRun run = Run(4, 11, threads);
        Rng random = Make.Random(1);
        int[] labels = [.. Enumerable.Range(0, 11).Select(s => s % 4)];
        for (int s = 0; s < 11; s++)
            for (int c = 0; c < 4; c++) Output(run).Row(c)[s] = s < 6 ? (random.Below(2) == 0 ? 1e4f : -1e4f) : random.Symmetric(5);
        Assert.True(double.IsFinite(run.Softmax.LossAndGradient(labels)));
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
        using FloatRun run = Run(3, 5);
        Output(run).Values.Fill(7);
        run.Softmax.LossAndGradient(new int[5]);
        for (int s = 5; s < Output(run).Stride; s++) Assert.Equal([0, 0, 0], Column(run, s));
    }

    [Fact]
    public void A_sample_by_hand()
    {
        using FloatRun run = Run(3, 1);
        Set(run, 0, [MathF.Log(1), MathF.Log(2), MathF.Log(5)]);
        Assert.Equal(-Math.Log(2.0 / 8), run.Softmax.Loss(new[] { 1 }), 1e-6);
        Close.To([1.0 / 8, 2.0 / 8, 5.0 / 8], Column(run, 0), 1e-6, "probabilities");
        Set(run, 0, [MathF.Log(1), MathF.Log(2), MathF.Log(5)]);
        run.Softmax.LossAndGradient(new[] { 1 });
        Close.To([1.0 / 8, -6.0 / 8, 5.0 / 8], Column(run, 0), 1e-6, "gradients");
    }

    [Fact]
    public void A_weighted_sample_by_hand()
    {
        using FloatRun run = Run(3, 2, classWeights: [9, 2.5f, 9]);
        for (int s = 0; s < 2; s++) Set(run, s, [MathF.Log(1), MathF.Log(2), MathF.Log(5)]);
        Assert.Equal(-5 * Math.Log(2.0 / 8), run.Softmax.LossAndGradient(new[] { 1, 1 }), 1e-5);
        Close.To([2.5 / 16, -2.5 * 6 / 16, 2.5 * 5 / 16], Column(run, 0), 1e-6, "gradients");
    }

    [Fact]
    public void The_lower_class_wins_a_tie()
    {
        using FloatRun run = Run(3, 3);
        Set(run, 0, [1, 1, 1]);
        Set(run, 1, [0, 2, 2]);
        Set(run, 2, [1, 0, 3]);
        run.Softmax.Probabilities();
        Assert.Equal([0, 1, 2], run.Softmax.Predictions.ToArray());
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
        using FloatRun run = Run(7, rows, threads: 2);
        var logits = new float[rows][];
        foreach (MicroBatch part in run.Workspace.Parts)
        {
            for (int s = 0; s < part.Samples; s++)
            {
                logits[part.First + s] = Make.Floats(random, 7);
                for (int c = 0; c < 7; c++) part.Output.Row(c)[s] = logits[part.First + s][c];
            }
        }

        run.Softmax.Probabilities();
        foreach (MicroBatch part in run.Workspace.Parts)
        {
            for (int s = 0; s < part.Samples; s++)
            {
                float[] alone = logits[part.First + s];
                Assert.Equal(SoftmaxCrossEntropy.Softmax(alone, 7, stride: 1), run.Softmax.Predictions[part.First + s]);
                Bits.Same(alone, [.. Enumerable.Range(0, 7).Select(c => part.Output.Row(c)[s])]);
            }
        }
    }

    [Fact]
    public void What_is_no_number_shows()
    {
        using FloatRun run = Run(3, 2);
        Set(run, 0, [1, float.NaN, 2]);
        Set(run, 1, [1, 2, 3]);
        Assert.Equal(double.NaN, run.Softmax.LossAndGradient(new[] { 0, 0 }));
        Assert.All(Column(run, 0), p => Assert.Equal(float.NaN, p));
        Assert.All(Column(run, 1), p => Assert.True(float.IsFinite(p)));
    }

    private static FloatRun Run(int classes, int rows, int threads = 1, float[]? classWeights = null)
    {
        var run = new FloatRun(Make.Net(1, [2, classes], 1), Make.Noise(1, rows, 2, classes), threads, classWeights);
        run.Workspace.Batch = rows;
        return run;
    }

    private static NeuronRows Output(FloatRun run) => run.Workspace.Parts[0].Output;

    private static void Set(FloatRun run, int sample, float[] logits)
    {
        for (int c = 0; c < logits.Length; c++) Output(run).Row(c)[sample] = logits[c];
    }

    private static float[] Column(FloatRun run, int sample) =>
        [.. Enumerable.Range(0, Output(run).Neurons).Select(c => Output(run).Row(c)[sample])];
}
