using Ctre.Data;
using Ctre.Models;
using Ctre.Optimization;
using Ctre.Runs;
using Ctre.Tests.Data;
using Ctre.Training;

namespace Ctre.Tests.Runs;

/// <summary>Runs that end early, are trained again on all rows, or are used before they are over.</summary>
public sealed class RunFilesTests
{
    private static readonly Recipe Recipe =
        new() { Hidden = [20, 15], Epsilon = 3, Epochs = 40, BatchSize = 20, WiringRounds = 1, Seed = 4 };
    private static readonly DataSplit Split = DataSplit.Create(Make.Clusters(1, 200, 9, 3, spread: 1.5), null, 0.2, 0.2, seed: 3);

    [Fact]
    public void The_best_model_so_far_and_a_row_per_epoch_are_there_while_a_run_goes_on()
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = Options(folder) with { CheckpointEvery = 2 };
        var watch = new SynchronousProgress<EpochReport>(epoch =>
            Assert.Equal(epoch.Epoch + 1, File.ReadAllLines(options.MetricsPath!).Length));
        int saved = 0;
        var models = new SynchronousProgress<Checkpoint>(checkpoint =>
        {
            if (checkpoint.BestEpoch is not { } best) return;
            saved++;
            SparseModel model = SparseModel.Load(options.ModelPath!);
            Assert.Equal(checkpoint.Reports[best - 1].TestAccuracy, model.EvaluateHeldOut(Split.Training.Data).Accuracy);
        });
        TrainingResult result = TrainingRun.Begin(Split, Recipe, options with { Progress = watch, Saved = models }).Train();
        Assert.Equal(20, saved);
        Assert.Equal(result.BestNetwork.Digest(), SparseModel.Load(options.ModelPath!).Network.Digest());
    }

    [Fact]
    public void Files_of_an_older_run_stay_until_the_first_checkpoint_after_an_epoch()
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = Options(folder) with { CheckpointEvery = 3 };
        File.WriteAllText(options.ModelPath!, "model");
        File.WriteAllText(options.MetricsPath!, "metrics");
        var watch = new SynchronousProgress<EpochReport>(epoch =>
        {
            bool isOlder = epoch.Epoch <= 3;
            Assert.Equal(isOlder, File.ReadAllText(options.ModelPath!) == "model");
            Assert.Equal(isOlder, File.ReadAllText(options.MetricsPath!) == "metrics");
        });
        TrainingRun.Begin(Split, Recipe with { Epochs = 6 }, options with { Progress = watch }).Train();
        Assert.Equal(7, File.ReadAllLines(options.MetricsPath!).Length);
    }

    /// <summary>A method that prunes has no network to keep before it has pruned enough.</summary>
    [Fact]
    public void A_model_of_an_older_run_is_not_taken_for_one_of_this()
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = Options(folder) with { CheckpointEvery = 1 };
        File.WriteAllText(options.ModelPath!, "model");
        List<bool> isThere = [];
        var saved = new SynchronousProgress<Checkpoint>(checkpoint => isThere.Add(File.Exists(options.ModelPath)));
        TrainingRun.Begin(Split, Recipe with { Method = "gmp", Epochs = 8 }, options with { Saved = saved }).Train();
        Assert.Equal([true, false, false], isThere[..3]);
        Assert.True(isThere[^1]);
    }

    [Fact]
    public void Patience_ends_a_run_and_a_resumed_one_at_the_same_epoch_with_the_same_bits()
    {
        using TemporaryFolder folder = new();
        Recipe patient = Recipe with { Patience = 3, LearningRateSchedule = ScheduleKind.Constant };
        TrainingResult whole = TrainingRun.Begin(Split, patient).Train();
        Assert.InRange(whole.Totals.Epochs, 4, 39);
        Assert.Equal(whole.Best.Epoch + 3, whole.Totals.Epochs);
        TrainingResult longer = TrainingRun.Begin(Split, patient with { Patience = null }).Train();
        Assert.Equal(40, longer.Totals.Epochs);
        for (int stop = 1; stop < whole.Totals.Epochs; stop += 2)
        {
            TrainingResult stopped = Cancelled(patient, Options(folder), after: stop);
            Assert.True(stopped.WasCancelled);
            TrainingResult resumed = TrainingRun.Resume(Options(folder).CheckpointPath!, Split, Options(folder)).Train();
            Assert.Equal((whole.Totals.Epochs, whole.BestNetwork.Digest()), (resumed.Totals.Epochs, resumed.BestNetwork.Digest()));
        }

        // The last checkpoint, of a run that was over.
        Assert.Equal(whole.Totals.Epochs, TrainingRun.Resume(Options(folder).CheckpointPath!, Split).Train().Totals.Epochs);
    }

    [Theory]
    [InlineData("ctre-sim")]
    [InlineData("ctre-seq")]
    [InlineData("gmp")]
    public void A_refit_trains_on_validation_rows_too_for_the_best_number_of_epochs(string method)
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Recipe with { Method = method, Epochs = 12 };
        TrainingResult chosen = TrainingRun.Begin(Split, recipe).Train();
        TrainingResult refit = TrainingRun.Begin(Split, recipe with { Refit = true }, Options(folder)).Train();
        Assert.Equal((null, Split.Training.Count + Split.Validation.Count), (chosen.RefitRows, refit.RefitRows));
        Assert.Equal((chosen.Best.Epoch, chosen.Totals.Epochs), (refit.Best.Epoch, refit.Totals.Epochs));

        // The same as a run on these rows for so many epochs.
        using var trainer = new Trainer(Split.WithValidationInTraining(), recipe with { Epochs = chosen.Best.Epoch }, 1);
        TrainingResult expected = trainer.Train();
        Assert.Equal(expected.LastNetwork.Digest(), refit.BestNetwork.Digest());
        Assert.Equal(expected.Epochs[^1].TestAccuracy, refit.Test.Accuracy);
        SparseModel model = SparseModel.Load(Options(folder).ModelPath!);
        Assert.Equal(refit.BestNetwork.Digest(), model.Network.Digest());
        Assert.Equal(refit.Test.Accuracy, model.EvaluateHeldOut(Split.Training.Data).Accuracy);
    }

    [Fact]
    public void A_refit_that_is_stopped_keeps_the_chosen_network_and_is_begun_again_when_it_is_resumed()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Recipe with { Epochs = 6, Refit = true };
        TrainingResult whole = TrainingRun.Begin(Split, recipe).Train();
        using var cancel = new CancellationTokenSource();
        int epochs = 0, last = 0;
        var stop = new SynchronousProgress<BatchProgress>(batch =>
        {
            if (batch.Epoch < last) cancel.Cancel();
            (last, epochs) = (batch.Epoch, epochs + 1);
        });
        TrainingResult stopped = TrainingRun.Begin(Split, recipe, Options(folder) with { BatchProgress = stop }).Train(cancel.Token);
        Assert.Equal((true, null), (stopped.WasCancelled, stopped.RefitRows));
        TrainingResult resumed = TrainingRun.Resume(Options(folder).CheckpointPath!, Split, Options(folder)).Train();
        Assert.Equal((false, whole.BestNetwork.Digest()), (resumed.WasCancelled, resumed.BestNetwork.Digest()));
    }

    [Fact]
    public void What_could_not_be_read_back_is_refused_before_training()
    {
        using TemporaryFolder folder = new();
        int trained = 0;
        Recipe deep = Recipe with { Method = "static", Hidden = [.. Enumerable.Repeat(1, 50_000)], Density = 1, Epochs = 1 };
        var watch = new SynchronousProgress<BatchProgress>(_ => trained++);
        TrainingRun run = TrainingRun.Begin(Split, deep, Options(folder) with { BatchProgress = watch });
        Assert.Contains("use fewer hidden layers", Assert.Throws<InputException>(() => run.Train()).Message, StringComparison.Ordinal);
        Assert.Equal(0, trained);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_network_of_thousands_of_layers_is_saved_and_read()
    {
        using TemporaryFolder folder = new();
        Recipe deep = Recipe with { Method = "static", Hidden = [.. Enumerable.Repeat(2, 7000)], Density = 0.5, Epochs = 2 };
        TrainingResult result = TrainingRun.Begin(Split, deep, Options(folder) with { CheckpointEvery = 1 }).Train();
        Assert.Equal(result.BestNetwork.Digest(), SparseModel.Load(Options(folder).ModelPath!).Network.Digest());
        Assert.Equal(3, CheckpointFile.Load(Options(folder).CheckpointPath!).Checkpoint.Epoch);
    }

    private static TrainingOptions Options(TemporaryFolder folder) => new()
    {
        CheckpointPath = Path.Combine(folder.Path, "checkpoint"),
        ModelPath = Path.Combine(folder.Path, "model"),
        MetricsPath = Path.Combine(folder.Path, "metrics.csv"),
    };

    private static TrainingResult Cancelled(Recipe recipe, TrainingOptions options, int after)
    {
        using var cancel = new CancellationTokenSource();
        var stop = new SynchronousProgress<EpochReport>(epoch =>
        {
            if (epoch.Epoch == after) cancel.Cancel();
        });
        return TrainingRun.Begin(Split, recipe, options with { Progress = stop }).Train(cancel.Token);
    }
}
