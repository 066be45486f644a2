using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Training;

namespace Ctre.Tests.Training;

/// <summary>Compressed rows and the same rows in full must train to the same network, bit for bit.</summary>
public sealed class SparseInputTests
{
    public static TheoryData<string> Names => [.. Methods.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_gives_the_bits_of_full_rows(string method)
    {
        Dataset full = Make.Counts(3, 160, 70, 3, 0.06);
        Recipe recipe = new()
        {
            Method = method,
            Hidden = [40, 30],
            Epsilon = 3,
            Epochs = 3,
            BatchSize = 50,
            LearningRate = 0.02,
            WiringRounds = 2,
        };
        string expected = Train(full, recipe, 1);
        foreach (int threads in new[] { 1, 2, 5 }) Assert.Equal(expected, Train(Make.Compressed(full), recipe, threads));
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.2)]
    public void Batches_that_one_worker_takes_whole_as_well(double share)
    {
        Dataset full = Make.Counts(6, 300, 70, 3, share);
        foreach (int batch in new[] { 65, 100, 112, 113 })
        {
            Recipe recipe = new() { Method = "set", Hidden = [400, 30], Density = 0.5, Epochs = 2, BatchSize = batch, LearningRate = 0.02 };
            string expected = Train(full, recipe, 2);
            foreach (int threads in new[] { 1, 2 }) Assert.Equal(expected, Train(Make.Compressed(full), recipe, threads));
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("all-relu")]
    [InlineData("leaky-relu")]
    public void Every_activation_and_dropout_as_well(string kind)
    {
        Dataset full = Make.Counts(4, 160, 70, 3, 0.06);
        Recipe recipe = new()
        {
            Method = "set",
            Activation = kind,
            Dropout = 0.2,
            Hidden = [40, 30],
            Epsilon = 3,
            Epochs = 2,
            BatchSize = 130,
        };
        Assert.Equal(Train(full, recipe, 2), Train(Make.Compressed(full), recipe, 3));
    }

    [Fact]
    public void Nothing_as_large_as_all_features_times_samples_is_allocated()
    {
        const int features = 1_000_000, batch = 60;
        var connections = new Connections(3, features, [0, 2, 3, 4], [5, 999_999, 77, 123_456]);
        var wide = new Network([new SparseLayer(connections, [1, 2, 3, 4], new float[3])], Activations.Relu);
        using var team = new WorkerTeam(1);
        var scaler = new Scaler(ScalerKind.None, new float[features], new float[features]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = new Workspace(wide, scaler, batch, team, sparseInput: true);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4L * features * batch / 4);
    }

    [Fact]
    public void A_model_predicts_the_same_from_both_forms()
    {
        Dataset full = Make.Counts(5, 160, 70, 3, 0.06);
        foreach (ScalerKind scale in new[] { ScalerKind.MinMax, ScalerKind.Standard })
        {
            using var trainer = new Trainer(Make.Split(full), new Recipe { Hidden = [20], Epochs = 2, Scale = scale }, 1);
            SparseModel model = new(trainer.Train());
            IReadOnlyList<Prediction> expected = model.Predict(full, 1), actual = model.Predict(Make.Compressed(full), 2);
            for (int row = 0; row < full.Rows; row++) Assert.Equal(expected[row].Probabilities, actual[row].Probabilities);
            Assert.Equal(model.Evaluate(full, 1).Accuracy, model.Evaluate(Make.Compressed(full), 2).Accuracy);
        }
    }

    private static string Train(Dataset data, Recipe recipe, int threads)
    {
        using var trainer = new Trainer(Make.Split(data), recipe, threads);
        return NetworkDigest.OfModel(trainer.Train().LastNetwork);
    }
}
