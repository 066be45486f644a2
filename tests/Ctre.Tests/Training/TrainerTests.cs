using Ctre.Data;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Optimization;
using Ctre.Tests.Reference;
using Ctre.Tests.Topology;
using Ctre.Training;

namespace Ctre.Tests.Training;

public sealed class TrainerTests
{
    [Theory]
    [MemberData(nameof(MethodsTests.Names), MemberType = typeof(MethodsTests))]
    public void Every_method_learns_what_is_easy(string method)
    {
        Recipe recipe = new()
        {
            Method = method,
            Hidden = [40, 30],
            Epsilon = 3,
            Epochs = 20,
            BatchSize = 20,
            LearningRate = 0.02,
            SwitchPatience = 3,
            Seed = 1,
        };
        TrainingResult result = Train(Make.Clusters(1, 300, 10, 3), recipe);
        Assert.InRange(result.Test.Accuracy, 0.95, 1);
        Assert.Equal(20, result.Epochs.Count);
        if (method is not ("gmp" or "granet"))
            Assert.All(result.Epochs, epoch => Assert.Equal(result.Epochs[0].Connections.Sum(), epoch.Connections.Sum()));
        Assert.Equal(method is not ("static" or "gmp" or "snip" or "dense"), result.Epochs[0].Replaced.Sum() > 0);
        Assert.Equal(0, result.Epochs[^1].DropFraction);
        Assert.True(result.Epochs[^1].Loss < result.Epochs[0].Loss);
    }

    [Theory]
    [InlineData("ctre-sim")]
    [InlineData("set")]
    public void The_result_is_that_of_the_best_validation_epoch_and_of_several_that_with_the_lowest_loss(string method)
    {
        Recipe recipe = new()
        {
            Method = method,
            Hidden = [20],
            Epsilon = 3,
            Epochs = 12,
            BatchSize = 16,
            Seed = 4,
            ZetaSchedule = ScheduleKind.Constant,
            LearningRate = 0.01,
            LearningRateSchedule = ScheduleKind.Constant,
        };
        TrainingResult result = Train(Make.Noise(5, 150, 8, 3), recipe);
        double highest = result.Epochs.Max(epoch => epoch.ValidationAccuracy);
        EpochReport[] ties = [.. result.Epochs.Where(epoch => epoch.ValidationAccuracy == highest)];
        Assert.InRange(ties.Length, 2, 12);
        Assert.Same(ties.MinBy(epoch => epoch.ValidationLoss), result.Best);
        Assert.Equal(result.Best.TestAccuracy, result.Test.Accuracy);
        Assert.Equal(result.Best.TestLoss, result.Test.Loss, 1e-12);
        if (result.Best.Epoch < 12)
            Assert.NotEqual(NetworkDigest.OfModel(result.LastNetwork), NetworkDigest.OfModel(result.BestNetwork));

        // With constant schedules a shorter run is the beginning of a longer one.
        TrainingResult shorter = Train(Make.Noise(5, 150, 8, 3), recipe with { Epochs = result.Best.Epoch });
        Assert.Equal(NetworkDigest.OfModel(shorter.LastNetwork), NetworkDigest.OfModel(result.BestNetwork));
    }

    [Fact]
    public void Balanced_weights_find_the_rare_class_and_choose_the_epoch_by_balanced_accuracy()
    {
        Recipe recipe = new() { Method = "rigl", Hidden = [20], Epsilon = 3, Epochs = 12, BatchSize = 50, LearningRate = 0.02, Seed = 3 };
        Dataset data = Make.Imbalanced(7, 1200, 4);
        TrainingResult plain = Train(data, recipe), balanced = Train(data, recipe with { ClassWeight = ClassWeightKind.Balanced });
        Assert.InRange(balanced.Test.PerClass[1].Recall, plain.Test.PerClass[1].Recall + 0.2, 1);
        Assert.True(balanced.Test.BalancedAccuracy > plain.Test.BalancedAccuracy);
        Assert.True(balanced.Test.Accuracy < plain.Test.Accuracy);
        double highest = balanced.Epochs.Max(epoch => epoch.ValidationBalancedAccuracy);
        IEnumerable<EpochReport> ties = balanced.Epochs.Where(epoch => epoch.ValidationBalancedAccuracy == highest);
        Assert.Same(ties.MinBy(epoch => epoch.ValidationLoss), balanced.Best);
        Assert.NotEqual(balanced.Best.ValidationAccuracy, balanced.Epochs.Max(epoch => epoch.ValidationAccuracy));
    }

    [Fact]
    public void No_bit_depends_on_the_number_of_threads_and_the_seed_decides()
    {
        Recipe[] recipes =
        [
            new() { Method = "ctre-sim", Optimizer = "sgd", Dropout = 0.2, ClassWeight = ClassWeightKind.Balanced },
            new() { Method = "cte", Optimizer = "adam", LearningRate = 0.001, Activation = "all-relu" },
            new() { Method = "set", Activation = "tanh", GrowInit = GrowInitKind.Uniform, SimilarityRows = 20 },
        ];
        Dataset data = Make.Noise(6, 150, 40, 4);
        foreach (Recipe each in recipes)
        {
            Recipe recipe = each with { Hidden = [200, 150], Epsilon = 10, Epochs = 2, BatchSize = 32, Seed = 7 };
            TrainingResult first = Train(data, recipe);
            string digest = NetworkDigest.OfModel(first.LastNetwork);
            foreach (int threads in new[] { 1, 2, 3 })
            {
                TrainingResult again = Train(data, recipe, threads);
                Assert.Equal(digest, NetworkDigest.OfModel(again.LastNetwork));
                Assert.Equal(first.Epochs.Select(Facts), again.Epochs.Select(Facts));
            }

            Assert.NotEqual(digest, NetworkDigest.OfModel(Train(data, recipe with { Seed = 8 }).LastNetwork));
        }
    }

    [Fact]
    public void An_epoch_trains_every_row_once_as_the_reference_does()
    {
        Recipe recipe = new()
        {
            Method = "static",
            Hidden = [14, 9],
            Density = 0.5,
            Epochs = 2,
            BatchSize = 25,
            LearningRate = 0.05,
            WeightDecay = 0.01,
            Seed = 9,
            Activation = "tanh",
            Scale = ScalerKind.None,
            LearningRateSchedule = ScheduleKind.Linear,
        };
        Dataset data = Make.Noise(10, 100, 6, 3);
        DataSplit split = Make.Split(data);
        Assert.NotEqual(0, split.Training.Count % recipe.BatchSize);
        DenseReferenceNetwork reference = DenseReferenceNetwork.Of(Make.RandomNetwork(data, recipe));
        var sgd = new ReferenceSgd(reference, recipe.Momentum, recipe.Nesterov, recipe.WeightDecay);
        for (int epoch = 1; epoch <= 2; epoch++)
        {
            int[] rows = split.Training.Rows.ToArray();
            Rng.For(recipe.Seed, RandomPurpose.Shuffle, step: epoch).Shuffle<int>(rows);
            int done = 0;
            foreach (int[] batch in rows.Chunk(recipe.BatchSize))
            {
                double progress = (epoch - 1 + (double)done / rows.Length) / 2;
                int[] labels = [.. batch.Select(row => data.Labels[row])];
                sgd.Step(Rows(data, batch), labels, recipe.LearningRate * (1 - progress));
                done += batch.Length;
            }
        }

        using var trainer = new Trainer(split, recipe, 2);
        var progressed = new List<(int, int)>();
        Network trained = trainer.Train(batchDone: (epoch, rows) => progressed.Add((epoch, rows))).LastNetwork;
        for (int l = 0; l < 3; l++)
        {
            Close.To(reference.BySlot(l, reference.Weights[l]), trained.Layers[l].Weights, 5e-6, "weights");
            Close.To(reference.Bias[l], trained.Layers[l].Bias, 5e-6, "biases");
        }

        Assert.Equal([(1, 25), (1, 50), (1, 68), (2, 25), (2, 50), (2, 68)], progressed);
    }

    [Theory]
    [InlineData("set")]
    [InlineData("ctre-sim")]
    public void Divergence_names_the_epoch_and_the_remedy(string method)
    {
        Recipe recipe = new() { Method = method, Hidden = [20, 20], Epsilon = 3, Epochs = 60, BatchSize = 20, LearningRate = 1e5 };
        DivergedException thrown = Assert.Throws<DivergedException>(() => Train(Make.Noise(5, 150, 8, 3), recipe));
        Assert.Matches("training diverged in epoch [0-9]+.*learning rate below 100000", thrown.Message);
    }

    [Fact]
    public void A_run_can_be_stopped_between_two_steps()
    {
        using var cancel = new CancellationTokenSource();
        using var trainer = new Trainer(Make.Split(Make.Noise(5, 150, 8, 3)), new Recipe { Hidden = [20], BatchSize = 10 }, 1);
        int steps = 0;
        Assert.Throws<OperationCanceledException>(() => trainer.Train(
            batchDone: (_, _) =>
            {
                if (++steps == 3) cancel.Cancel();
            },
            cancel: cancel.Token));
        Assert.Equal(3, steps);
    }

    [Fact]
    public void The_topology_changes_on_beat_and_until_its_end_only()
    {
        Recipe recipe = new()
        {
            Method = "set",
            Hidden = [20],
            Epsilon = 3,
            Epochs = 12,
            UpdateEvery = 2,
            UpdateUntil = 0.5,
            BatchSize = 20,
        };
        TrainingResult result = Train(Make.Noise(5, 150, 8, 3), recipe);
        Assert.Equal([2, 4], result.Epochs.Where(epoch => epoch.Replaced.Sum() > 0).Select(epoch => epoch.Epoch));
        // Cosine from 0.3 at the beginning to 0 at epoch 6.
        Assert.Equal(0.15 * (1 + Math.Cos(Math.PI * 2 / 6)), result.Epochs[1].DropFraction, 1e-12);
    }

    private static (int, double, double, double, double, double, double) Facts(EpochReport e) =>
        (e.Epoch, e.Loss, e.TrainingAccuracy, e.ValidationAccuracy, e.ValidationLoss, e.TestAccuracy, e.TestLoss);

    private static TrainingResult Train(Dataset data, Recipe recipe, int threads = 1)
    {
        using var trainer = new Trainer(Make.Split(data), recipe, threads);
        return trainer.Train();
    }

    /// <summary>A constructor that throws gives the caller no object to dispose of.</summary>
    [Fact]
    public void A_recipe_that_does_not_fit_leaves_no_threads_behind()
    {
        const int tries = 60, threads = 8;
        Recipe tooSparse = new() { Hidden = [30], Density = 1e-9 };
        int before = Threads();
        for (int i = 0; i < tries; i++)
            Assert.Throws<InputException>(() => new Trainer(Make.Split(Make.Clusters(1, 60, 5, 2)), tooSparse, threads));
        Assert.InRange(Threads() - before, int.MinValue, tries * (threads - 1) / 4);

        static int Threads()
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.Threads.Count;
        }
    }

    [Fact]
    public void What_a_recipe_leaves_to_data_method_and_optimizer_is_written_down()
    {
        Dataset data = new("t", 2, [1, 2, 3, 4, 5, 6, 7, 8, 1, 9, 2, 8, 3, 7, 4, 6, 5, 5, 6, 4], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], ["a", "b"])
        {
            PreferredScaler = ScalerKind.Standard,
        };
        using var trainer = new Trainer(Make.Split(data), new Recipe { Method = "rigl", Optimizer = "adam", Hidden = [4] }, 1);
        Assert.Equal((ScalerKind.Standard, 0.75, 0.01), (trainer.Recipe.Scale, trainer.Recipe.UpdateUntil, trainer.Recipe.LearningRate));
        Assert.Equal(ScalerKind.Standard, trainer.Preprocessing.Scaler.Kind);
        using var other = new Trainer(Make.Split(data), new Recipe { Hidden = [4], Scale = ScalerKind.None }, 1);
        Assert.Equal(ScalerKind.None, other.Preprocessing.Scaler.Kind);
    }

    private static double[,] Rows(Dataset data, int[] rows)
    {
        var matrix = new double[data.Features, rows.Length];
        for (int s = 0; s < rows.Length; s++)
            for (int f = 0; f < data.Features; f++) matrix[f, s] = data.Row(rows[s])[f];
        return matrix;
    }
}
