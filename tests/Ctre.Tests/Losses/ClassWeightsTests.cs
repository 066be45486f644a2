using Ctre.Data;
using Ctre.Growth;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Tests.Reference;
using Ctre.Topology;

namespace Ctre.Tests.Losses;

public sealed class ClassWeightsTests
{
    private static readonly float[] Weights = [0.25f, 4, 1];

    private static DataSlice Slice(params int[] labels) =>
        DataSlice.All(new Dataset("d", 1, new float[labels.Length], labels, ["a", "b", "c", "never"]));

    [Fact]
    public void Balanced_weights_are_those_of_scikit_learn()
    {
        // compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 0, 0, 1, 1, 2]) = 8 / (3 · [5, 2, 1]).
        Assert.Equal([8f / 15, 8f / 6, 8f / 3, 0], ClassWeights.Of(ClassWeightKind.Balanced, Slice(0, 0, 0, 0, 0, 1, 1, 2))!);
        Assert.Equal([1, 1, 1, 0], ClassWeights.Of(ClassWeightKind.Balanced, Slice(0, 1, 2))!);
        Assert.Null(ClassWeights.Of(ClassWeightKind.None, Slice(0, 0, 1)));
    }

    [Fact]
    public void Only_training_rows_count()
    {
        DataSlice all = Slice(0, 0, 0, 1);
        Assert.Equal([1, 1, 0, 0], ClassWeights.Of(ClassWeightKind.Balanced, new DataSlice(all.Data, [0, 3]))!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Weighted_loss_and_gradients_are_the_reference_ones(int threads)
    {
        Network network = Make.Net(3, [8, 12, 3], 0.5);
        Dataset data = Make.Noise(4, 90, 8, 3);
        DenseReferenceNetwork reference = DenseReferenceNetwork.Of(network);
        (double[,] input, int[] labels) = (Matrices.Of(data), data.Labels.ToArray());
        using var run = new FloatRun(network, data, threads, Weights);
        Close.To(reference.Loss(input, labels, Weights), run.Backpropagate(), 1e-6, "losses");
        (double[][,] gradients, double[][] biases) = reference.Gradients(input, labels, Weights);
        for (int l = 0; l < 2; l++)
        {
            Close.To(reference.BySlot(l, gradients[l]), run.GradientsBySlot(l), 1e-6, "gradients");
            Close.To(biases[l], run.BiasGradients(l), 1e-6, "bias gradients");
        }

        Assert.NotEqual(reference.Loss(input, labels), reference.Loss(input, labels, Weights), 1e-3);
    }

    [Fact]
    public void Growth_by_gradient_sees_the_weighted_gradient()
    {
        Network network = Make.Net(3, [8, 12, 3], 0.5);
        Dataset data = Make.Noise(4, 90, 8, 3);
        using var run = new FloatRun(network, data, classWeights: Weights);
        var rows = new GradientFactors(run.Workspace, data.Rows);
        rows.Update(data, [.. Enumerable.Range(0, data.Rows)]);
        (double[][,] gradients, _) = DenseReferenceNetwork.Of(network).Gradients(Matrices.Of(data), data.Labels.ToArray(), Weights);
        for (int l = 0; l < 2; l++)
        {
            Close.To(Matrices.Flat(gradients[l]), Enumerable.Range(0, network.Layers[l].Outputs).SelectMany(i =>
                Enumerable.Range(0, network.Layers[l].Inputs).Select(j => (double)InnerProducts.One(rows.Deltas(l), i, rows.Inputs(l), j))),
                1e-6, "gradients");
        }
    }
}
