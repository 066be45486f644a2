using Ctre.Data;
using Ctre.Runs;
using Ctre.Sparse;
using Ctre.Tests.Models;
using Ctre.Topology;
using Ctre.Training;

namespace Ctre.Tests.Runs;

/// <summary>Runs that are cancelled, resumed, and go back when they diverge.</summary>
public sealed class TrainingRunTests
{
    private static readonly Recipe Recipe =
        new() { Hidden = [20, 15], Epsilon = 3, Epochs = 8, BatchSize = 20, WiringRounds = 1, Seed = 4 };
    private static readonly DataSplit Split = Make.Split(Make.Clusters(1, 200, 9, 3, spread: 1.5), seed: 3);

    [Fact]
    public void A_cancelled_run_returns_the_best_network_so_far_and_is_resumed_to_the_same_bits()
    {
        using var file = new TemporaryFile();
        TrainingResult whole = TrainingRun.Begin(Split, Recipe).Train();
        TrainingResult half = CancelledAfter(3, new TrainingOptions { CheckpointPath = file.Path });
        Assert.True(half.WasCancelled);
        Assert.Equal(3, half.Epochs.Count);
        Assert.Equal(half.Epochs.Max(epoch => epoch.ValidationAccuracy), half.Best.ValidationAccuracy);
        TrainingResult resumed = TrainingRun.Resume(file.Path, Split).Train();
        Assert.False(resumed.WasCancelled);
        Assert.Equal((whole.BestNetwork.Digest(), whole.LastNetwork.Digest()),
            (resumed.BestNetwork.Digest(), resumed.LastNetwork.Digest()));
    }

    [Fact]
    public void A_run_that_is_cancelled_before_an_epoch_is_over_has_no_network_to_return()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => TrainingRun.Begin(Split, Recipe).Train(cancel.Token));
    }

    [Fact]
    public void A_run_is_not_resumed_with_other_data_or_another_split()
    {
        using var file = new TemporaryFile();
        CancelledAfter(2, new TrainingOptions { CheckpointPath = file.Path });
        DataSplit changed = Make.Split(Make.Clusters(2, 200, 9, 3, spread: 1.5), seed: 3), other = Make.Split(Split.Training.Data, seed: 5);
        Assert.Contains("but other values", Assert.Throws<InputException>(() => TrainingRun.Resume(file.Path, changed)).Message);
        Assert.Contains("but other values", Assert.Throws<InputException>(() => TrainingRun.Resume(file.Path, other)).Message);
        DataSplit wider = Make.Split(Make.Clusters(1, 200, 10, 3), seed: 3);
        Assert.Contains("10 features, 3 classes now, ", Assert.Throws<InputException>(() => TrainingRun.Resume(file.Path, wider)).Message);
    }

    [Fact]
    public void Options_of_the_beginning_hold_unless_others_are_given()
    {
        using var file = new TemporaryFile();
        CancelledAfter(2, new TrainingOptions { CheckpointPath = file.Path, CheckpointEvery = 7, RollsBack = true });
        (_, RunOrigin origin) = RunOrigin.Read(file.Path);
        Assert.Equal((7, true), (origin.CheckpointEvery, origin.RollsBack));
    }

    /// <summary>The growth of the first trainer breaks after epoch 4; the checkpoint is of the beginning of epoch 3.</summary>
    [Fact]
    public void Divergence_in_growth_has_a_true_epoch_and_is_rolled_back()
    {
        using var file = new TemporaryFile();
        Method Breaking(int breaks)
        {
            int made = 0;
            return new Method("breaking", _ => new BreaksInGrowth(made++ < breaks));
        }

        var options = new TrainingOptions { Method = Breaking(1), CheckpointPath = file.Path, CheckpointEvery = 2, RollsBack = true };
        TrainingRun run = TrainingRun.Begin(Split, Recipe, options);
        TrainingResult result = run.Train();
        Assert.Equal(8, result.Epochs.Count);
        Rollback back = Assert.Single(run.Rollbacks);
        Assert.Equal(("epoch 4, growth", 3, 0, 0.05), (back.Where, back.Epoch, back.Row, back.LearningRate));

        TrainingRun strict = TrainingRun.Begin(Split, Recipe, options with { Method = Breaking(99), RollsBack = false });
        var diverged = Assert.Throws<DivergedException>(() => strict.Train());
        Assert.Equal(
            (4, "training diverged in epoch 4, growth: a growth score is not a finite number; use a learning rate below 0.1."),
            (diverged.Epoch, diverged.Message));
    }

    [Theory]
    [InlineData("snip", "training diverged in the search for the initial topology before the first epoch: ")]
    [InlineData("cte", "training diverged in growth before the first epoch: ")]
    public void Divergence_before_the_first_epoch_says_so(string method, string message)
    {
        Dataset data = Make.Noise(1, 100, 9, 3);
        var huge = new float[100 * 9];
        for (int i = 0; i < huge.Length; i++) huge[i] = MathF.CopySign(3e38f, data.Row(i / 9)[i % 9]);
        DataSplit split = Make.Split(new Dataset("huge", 9, huge, data.Labels.ToArray(), data.ClassNames));
        Recipe recipe = Recipe with { Method = method, Scale = ScalerKind.None, Density = 1, Activation = "linear" };
        if (method == "cte") recipe = recipe with { Density = 0.9 };
        // A lower learning rate would not help.
        using var file = new TemporaryFile();
        TrainingRun run = TrainingRun.Begin(split, recipe, new TrainingOptions { CheckpointPath = file.Path, RollsBack = true });
        var diverged = Assert.Throws<DivergedException>(() => run.Train());
        Assert.Equal((0, 0), (diverged.Epoch, run.Rollbacks.Count));
        Assert.StartsWith(message, diverged.Message, StringComparison.Ordinal);
        Assert.EndsWith("; scale the features.", diverged.Message, StringComparison.Ordinal);
    }

    private static TrainingResult CancelledAfter(int epochs, TrainingOptions options)
    {
        using var cancel = new CancellationTokenSource();
        var stop = new SynchronousProgress<EpochReport>(epoch =>
        {
            if (epoch.Epoch == epochs) cancel.Cancel();
        });
        return TrainingRun.Begin(Split, Recipe, options with { Progress = stop }).Train(cancel.Token);
    }

    private sealed class BreaksInGrowth(bool breaks) : GrowthMethod
    {
        public override RewirePlan Plan(RewireContext context) => new(
            Drop.SmallestMagnitude(context),
            Grow.Best(context, (output, input) => breaks && context.Round == 4 ? float.NaN : output - input));
    }
}
