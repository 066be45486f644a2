using System.Text;
using Ctre.Data;
using Ctre.Layers;
using Ctre.Models;
using Ctre.Optimization;
using Ctre.Tests.Models;
using Ctre.Tests.Topology;
using Ctre.Training;

namespace Ctre.Tests.Training;

/// <summary>A run that is stopped and continued, through a file each time, ends with the bits of one that never stopped.</summary>
public sealed class CheckpointTests
{
    private static readonly Dictionary<string, string> NoNotes = [];

    private static Recipe RecipeOf(string method, string optimizer = "sgd") => new()
    {
        Method = method,
        Hidden = [20, 35],
        Epsilon = 3,
        Epochs = 6,
        BatchSize = 16,
        SwitchPatience = 2,
        WiringRounds = 2,
        Dropout = 0.1,
        Optimizer = optimizer,
        LearningRate = optimizer == "adam" ? 0.01 : 0.05,
        Seed = 3,
    };

    private static DataSplit Split() => Make.Split(Make.Clusters(1, 200, 9, 3, spread: 1.5), seed: 3);

    [Theory]
    [MemberData(nameof(MethodsTests.Names), MemberType = typeof(MethodsTests))]
    public void A_run_stopped_at_every_step_ends_as_if_it_never_was(string method)
    {
        foreach (string optimizer in Optimizers.All.Select(kind => kind.Name))
        {
            Recipe recipe = RecipeOf(method, optimizer);
            using var whole = new Trainer(Split(), recipe, 1);
            Same(whole.Train(), Continued(recipe, threads: 2, stopAfterBatches: 1));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(1000)]
    public void Wherever_it_is_stopped(int batches)
    {
        foreach (string method in new[] { "ctre-seq", "snfs", "granet" })
        {
            using var whole = new Trainer(Split(), RecipeOf(method), 2);
            Same(whole.Train(), Continued(RecipeOf(method), threads: 1, batches));
        }
    }

    /// <summary>A stop while the network is wired, evaluated or rewired leaves it as it was before.</summary>
    [Theory]
    [InlineData("ctre-sim", 0)]
    [InlineData("ctre-seq", 3)]
    [InlineData("rigl", 2)]
    [InlineData("snfs", 2)]
    [InlineData("gmp", 3)]
    public void A_stop_between_the_steps_of_an_epoch_and_the_next_is_one_as_well(string method, int epochs)
    {
        Recipe recipe = RecipeOf(method);
        using var file = new TemporaryFile();
        using var cancel = new CancellationTokenSource();
        using var whole = new Trainer(Split(), recipe, 1);
        TrainingResult expected = whole.Train();
        using (var first = new Trainer(Split(), recipe, 1))
        {
            if (epochs == 0) cancel.Cancel();
            int rows = Split().Training.Count;
            Assert.True(IsCancelled(() => first.Train(
                batchDone: (epoch, done) =>
                {
                    if (epoch == epochs && done == rows) cancel.Cancel();
                },
                checkpoints: new CheckpointPlan(checkpoint => CheckpointFile.Save(checkpoint, file.Path, NoNotes)), cancel: cancel.Token)));
        }

        using var second = new Trainer(Split(), recipe, 1, CheckpointFile.Load(file.Path).Checkpoint);
        Same(expected, second.Train());
    }

    [Fact]
    public void Checkpoints_come_every_so_many_epochs_and_at_the_start()
    {
        List<(int Epoch, int Row)> taken = [];
        using var trainer = new Trainer(Split(), RecipeOf("set"), 1);
        trainer.Train(checkpoints: new CheckpointPlan(one => taken.Add((one.Epoch, one.RowsDone))) { EveryEpochs = 2 });
        Assert.Equal([(1, 0), (3, 0), (5, 0), (7, 0)], taken);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointPlan(_ => { }) { EveryEpochs = 0 });
    }

    [Fact]
    public void Checkpoints_come_within_an_epoch_where_it_is_long()
    {
        List<(int Epoch, int Row)> taken = [];
        using var trainer = new Trainer(Split(), RecipeOf("set") with { Epochs = 1 }, 1);
        trainer.Train(checkpoints: new CheckpointPlan(one => taken.Add((one.Epoch, one.RowsDone))) { AtLeastEvery = TimeSpan.Zero });
        Assert.Equal((1, 16), taken[1]);
        Assert.Equal((2, 0), taken[^1]);
    }

    [Fact]
    public void A_file_keeps_all_of_it_and_its_notes()
    {
        using var file = new TemporaryFile();
        Checkpoint? last = null;
        using var trainer = new Trainer(Split(), RecipeOf("ctre-seq", "adam"), 1);
        TrainingResult result = trainer.Train(checkpoints: new CheckpointPlan(checkpoint => last = checkpoint) { EveryEpochs = 6 });
        CheckpointFile.Save(last!, file.Path, new Dictionary<string, string> { ["a"] = "1", ["b"] = "zwei\n" });
        (Checkpoint read, IReadOnlyDictionary<string, string> notes) = CheckpointFile.Load(file.Path);
        Assert.Equal(("1", "zwei\n", 2), (notes["a"], notes["b"], notes.Count));
        Assert.Equal(last!.Recipe.ToJson().ToJsonString(), read.Recipe.ToJson().ToJsonString());
        Assert.Equal((7, 0), (read.Epoch, read.RowsDone));
        Assert.Equal(result.Epochs.Select(Shown), read.Reports.Select(Shown));
        using var done = new Trainer(Split(), read.Recipe, 1, read);
        Same(result, done.Train());
    }

    /// <summary>Version 3 kept the reports of all epochs in its header.</summary>
    [Theory]
    [InlineData("3", "of an older Ctre; begin the run again")]
    [InlineData("9", "update Ctre")]
    public void A_checkpoint_of_another_version_is_refused(string version, string message)
    {
        using var file = new TemporaryFile();
        using var trainer = new Trainer(Split(), RecipeOf("set"), 1);
        trainer.Train(checkpoints: new CheckpointPlan(one => CheckpointFile.Save(one, file.Path, NoNotes)) { EveryEpochs = 3 });
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(file.Path));
        Assert.Contains("\"format_version\":\"4\"", text, StringComparison.Ordinal);
        text = text.Replace("\"format_version\":\"4\"", $"\"format_version\":\"{version}\"", StringComparison.Ordinal);
        File.WriteAllBytes(file.Path, Encoding.Latin1.GetBytes(text));
        Assert.Contains(message, Assert.Throws<InputException>(() => CheckpointFile.Load(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_other_data_or_another_optimizer_is_refused()
    {
        using var file = new TemporaryFile();
        using var trainer = new Trainer(Split(), RecipeOf("set"), 1);
        trainer.Train(checkpoints: new CheckpointPlan(one => CheckpointFile.Save(one, file.Path, NoNotes)) { EveryEpochs = 1 });
        Assert.Contains("8 features, 3 classes now, 200 training rows, 9 features", Assert.Throws<InputException>(() => new Trainer(
            Make.Split(Make.Clusters(1, 200, 8, 3)), RecipeOf("set"), 1, CheckpointFile.Load(file.Path).Checkpoint)).Message);
        Assert.Contains("but other values, labels, split", Assert.Throws<InputException>(() => new Trainer(
            Make.Split(Split().Training.Data, seed: 4), RecipeOf("set"), 1, CheckpointFile.Load(file.Path).Checkpoint)).Message);
        Assert.Contains("another recipe: zeta is 0.2 now and was 0.3", Assert.Throws<InputException>(() => new Trainer(
            Split(), RecipeOf("set") with { Zeta = 0.2 }, 1, CheckpointFile.Load(file.Path).Checkpoint)).Message);
        Assert.Contains("another recipe: optimizer is", Assert.Throws<InputException>(() => new Trainer(
            Split(), RecipeOf("set", "adam"), 1, CheckpointFile.Load(file.Path).Checkpoint)).Message);
        Assert.Contains("is not a sound Ctre model", Assert.Throws<InputException>(() => SparseModel.Load(file.Path)).Message);
        new SparseModel(trainer.Train()).Save(file.Path);
        Assert.Contains("is not a sound Ctre checkpoint", Assert.Throws<InputException>(() => CheckpointFile.Load(file.Path)).Message);
    }

    private static TrainingResult Continued(Recipe recipe, int threads, int stopAfterBatches)
    {
        using var file = new TemporaryFile();
        Checkpoint? from = null;
        while (true)
        {
            int batches = 0;
            using var cancel = new CancellationTokenSource();
            using var trainer = new Trainer(Split(), recipe, threads, from);
            TrainingResult? result = null;
            bool isCancelled = IsCancelled(() => result = trainer.Train(
                batchDone: (_, _) =>
                {
                    if (++batches == stopAfterBatches) cancel.Cancel();
                },
                checkpoints: new CheckpointPlan(one => CheckpointFile.Save(one, file.Path, NoNotes)) { EveryEpochs = 100 },
                cancel: cancel.Token));
            if (!isCancelled) return result!;
            from = CheckpointFile.Load(file.Path).Checkpoint;
        }
    }

    /// <summary>Whether training was cancelled, with a best network or without.</summary>
    private static bool IsCancelled(Func<TrainingResult> train)
    {
        try
        {
            return train().WasCancelled;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static void Same(TrainingResult expected, TrainingResult actual)
    {
        Assert.Equal(NetworkDigest.OfModel(expected.LastNetwork), NetworkDigest.OfModel(actual.LastNetwork));
        Assert.Equal(NetworkDigest.OfModel(expected.BestNetwork), NetworkDigest.OfModel(actual.BestNetwork));
        Assert.Equal(expected.Best.Epoch, actual.Best.Epoch);
        Assert.Equal(expected.Test.Loss, actual.Test.Loss);
        Assert.Equal(expected.Epochs.Select(Shown), actual.Epochs.Select(Shown));
    }

    // All but the times.
    private static string Shown(EpochReport report) =>
        string.Join(' ', report.Epoch, report.Loss, report.TrainingAccuracy, report.ValidationAccuracy,
        report.ValidationBalancedAccuracy, report.ValidationMacroF1, report.ValidationLoss, report.TestAccuracy, report.TestLoss,
            report.LearningRate,
        report.DropFraction, string.Join('+', report.Connections), string.Join('+', report.Replaced));
}
