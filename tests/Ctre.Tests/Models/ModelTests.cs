using Ctre.Data;
using Ctre.Tests.Kernels;
using Ctre.Tests.Reference;
using Ctre.Training;

namespace Ctre.Tests.Models;

public sealed class ModelTests
{
    public static TheoryData<string> Kinds => [.. KernelShapes.ActivationNames];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_row_alone_gives_the_bits_of_a_batch(string kind)
    {
        SparseModel model = SampleModels.Of(kind);
        Dataset data = Make.Noise(3, 300, 6, 3); // more than two batches and a tail
        foreach (int threads in new[] { 1, 2 })
        {
            IReadOnlyList<Prediction> batch = model.Predict(data, threads);
            Assert.Equal(300, batch.Count);
            for (int row = 0; row < data.Rows; row++)
            {
                Prediction alone = model.Predict(data.Row(row));
                Assert.Equal(alone.ClassIndex, batch[row].ClassIndex);
                Bits.Same([.. alone.Probabilities], [.. batch[row].Probabilities]);
            }
        }
    }

    [Fact]
    public void Predictions_are_those_of_the_reference_on_scaled_rows()
    {
        SparseModel model = SampleModels.Of("relu");
        Dataset data = Make.Noise(4, 20, 6, 3);
        double[,] input = Matrices.Of(data);
        for (int f = 0; f < 6; f++)
            for (int s = 0; s < 20; s++) input[f, s] =
                (input[f, s] - model.Preprocessing.Scaler.Offset[f]) * model.Preprocessing.Scaler.Factor[f];
        double[,] expected = DenseReferenceNetwork.Of(model.Network).Forward(input).A[^1];
        for (int s = 0; s < 20; s++)
        {
            Prediction prediction = model.Predict(data.Row(s));
            for (int c = 0; c < 3; c++) Assert.Equal(expected[c, s], prediction.Probabilities[c], 1e-6);
            Assert.Equal(prediction.Probabilities.Max(), prediction.Probabilities[prediction.ClassIndex]);
        }
    }

    [Fact]
    public void Evaluation_counts_what_prediction_says_whatever_the_order_of_classes()
    {
        SparseModel model = SampleModels.Of("tanh");
        Dataset noise = Make.Noise(5, 200, 6, 3);
        string[] turned = [model.ClassNames[2], model.ClassNames[0], model.ClassNames[1]];
        int[] labels = noise.Labels.ToArray();
        Dataset named = noise.WithLabels(labels, model.ClassNames);
        Dataset renamed = noise.WithLabels([.. labels.Select(label => Array.IndexOf(turned, model.ClassNames[label]))], turned);
        Evaluation evaluation = model.Evaluate(named, 1);
        int right = model.Predict(noise, 1).Where((prediction, row) => prediction.ClassIndex == labels[row]).Count();
        Assert.Equal(right / 200.0, evaluation.Accuracy);
        Assert.Equal((evaluation.Accuracy, evaluation.Loss), (model.Evaluate(renamed, 2).Accuracy, model.Evaluate(renamed, 2).Loss));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        SparseModel model = SampleModels.Of("relu");
        Assert.Contains("5 features, the model expects 6", Assert.Throws<InputException>(() => model.Predict(new float[5])).Message);
        Assert.Throws<InputException>(() => model.Predict(Make.Noise(1, 3, 7, 3), 1));
        Assert.Throws<InputException>(() => model.Evaluate(Make.Noise(1, 3, 6, 3), 1)); // unknown class names
        Assert.Throws<InputException>(() => model.Evaluate(new Dataset("t", 6, new float[6], [], []), 1)); // no labels
        Assert.Empty(model.Predict(new Dataset("t", 6, [], [], []), 1));
        Assert.Throws<ArgumentException>(() => new SparseModel(model.Network, model.Preprocessing, ["a"], model.Recipe, ""));
        Preprocessing other = new(FeatureColumn.UnnamedList(1), new Scaler(ScalerKind.None, [0], [1]));
        Assert.Throws<ArgumentException>(() => new SparseModel(model.Network, other, model.ClassNames, model.Recipe, ""));
    }
}
