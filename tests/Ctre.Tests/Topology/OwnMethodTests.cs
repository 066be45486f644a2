using Ctre.Data;
using Ctre.Sparse;
using Ctre.Tests.Models;
using Ctre.Topology;
using Ctre.Training;

namespace Ctre.Tests.Topology;

/// <summary>A method that is in no table, by public members alone.</summary>
public sealed class OwnMethodTests
{
    private static readonly Recipe Recipe = new() { Method = "own", Hidden = [25, 20], Epsilon = 2, Epochs = 5, BatchSize = 16, Seed = 2 };
    private static readonly Dataset Data = Make.Clusters(1, 120, 12, 3);

    [Fact]
    public void It_trains_to_the_same_bits_on_any_number_of_threads()
    {
        string Digest(int threads)
        {
            using var trainer = new Trainer(Make.Split(Data), Recipe, threads, method: Own);
            TrainingResult result = trainer.Train();
            Assert.Contains(result.Epochs, epoch => epoch.Replaced.Sum() > 0);
            return result.LastNetwork.Digest();
        }

        Assert.Equal([Digest(1), Digest(1)], [Digest(2), Digest(3)]);
    }

    [Fact]
    public void A_model_of_a_method_that_this_build_does_not_know_loads_and_predicts_but_is_not_trained()
    {
        using var file = new TemporaryFile();
        using var trainer = new Trainer(Make.Split(Data), Recipe, 1, method: Own);
        var model = new SparseModel(trainer.Train());
        model.Save(file.Path);
        SparseModel loaded = SparseModel.Load(file.Path);
        Assert.Equal("own", loaded.Recipe.Method);
        for (int row = 0; row < Data.Rows; row++)
        {
            Prediction expected = model.Predict(Data.Row(row)), actual = loaded.Predict(Data.Row(row));
            Assert.Equal(expected.Probabilities, actual.Probabilities);
            Assert.Equal(loaded.ClassNames[actual.ClassIndex], actual.Label);
        }

        string message = Assert.Throws<InputException>(() => new Trainer(Make.Split(Data), loaded.Recipe)).Message;
        Assert.StartsWith("there is no method 'own' in this build: use ctre-sim, ", message, StringComparison.Ordinal);
    }

    /// <summary>The scan of all pairs by any score finds what the scan by gradient finds.</summary>
    [Fact]
    public void Growing_by_the_size_of_the_gradient_is_rigl()
    {
        using var scene = new RewireScene(Make.Net(4, [12, 20, 15, 3], 0.3), Data);
        scene.Train(2);
        Gradient gradient = scene.Gradient();
        for (int l = 0; l < 3; l++)
        {
            RewireContext context = scene.Context(l, new DropGrowCounts(5, 5), seed: 1);
            Assert.Equal(
                Grow.Steepest(context, gradient), Grow.Best(context, (output, input) =>
                    Math.Abs(gradient.Of(context.Index, output, input))));
        }
    }

    [Fact]
    public void A_signal_that_was_not_asked_for_says_so() => Assert.Contains(
        "does not list this signal", Assert.Throws<InvalidOperationException>(() => new Gradient().Of(0, 0, 0)).Message);

    private static Method Own => new("own", _ => new SimilarAndSteep()) { UpdateUntil = 0.8, SampleRows = 50 };

    private sealed class SimilarAndSteep : GrowthMethod
    {
        private readonly Similarity similarity = new();
        private readonly Gradient gradient = new();

        public override IReadOnlyList<TopologySignal> Signals => [similarity, gradient];

        public override RewirePlan Plan(RewireContext context) => new(Drop.SmallestMagnitude(context), Grow.Best(context, (output, input) =>
            Math.Abs(similarity.Of(context.Index, output, input) * gradient.Of(context.Index, output, input))));
    }
}
