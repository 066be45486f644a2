using System.Diagnostics;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Optimization;
using Ctre.Topology;

namespace Ctre.Training;

/// <summary>
/// Training, from the first connection to the last epoch: forward, loss, backward, step; evaluate; rewire; report.
/// What a method does with the topology is the policy's affair, what an optimizer does with gradients the optimizer's.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly Recipe recipe;
    private readonly DataSplit split;
    private readonly Preprocessing preprocessing;
    private readonly Network network;
    private readonly WorkerTeam team;
    private readonly Workspace workspace;
    private readonly InputBatch batch;
    private readonly SoftmaxCrossEntropy softmax;
    private readonly Optimizer optimizer;
    private readonly Evaluator evaluator;
    private readonly TopologyUpdates rewiring;
    private readonly Dropout? dropout;
    private readonly Action<MicroBatch> stepOfPart;
    private readonly TrainingState state;
    private bool toldApart;

    /// <summary>Draws the initial network, or takes that of a checkpoint, and prepares all buffers.</summary>
    /// <param name="split">Training, validation and test rows.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="threads">Number of threads, 1 or more; no result depends on it.</param>
    /// <param name="from">
    /// Where to go on; null to begin. It must come from a run of the same split and recipe, but for the learning rate; it is used up.
    /// </param>
    /// <exception cref="InputException">The recipe doesn't fit the data, or the checkpoint doesn't fit them.</exception>
    public Trainer(DataSplit split, Recipe recipe, int threads, Checkpoint? from = null)
    {
        (preprocessing, split) = Preprocessing.Fit(recipe.Scale, split);
        Scaler scaler = preprocessing.Scaler;
        this.split = split;
        this.recipe = recipe;
        team = new WorkerTeam(threads);
        network = from is { State.IsBegun: true }
            ? from.Network
            : Methods.Find(recipe.Method)!.Start(new InitialContext(split.Training, scaler, recipe, team));
        if (network.Inputs != preprocessing.Features || network.Classes != split.Training.Data.Classes)
            throw new InputException($"the checkpoint has {network.Inputs} inputs and {network.Classes} classes, which is not what the data have.");
        workspace = new Workspace(
            network, Math.Min(recipe.BatchSize, split.Training.Count), team, split.Training.Data.StaysCompressed(scaler));
        batch = new InputBatch(workspace, scaler);
        softmax = new SoftmaxCrossEntropy(workspace, ClassWeights.Of(recipe.ClassWeight, split.Training));
        optimizer = recipe.Optimizer == OptimizerKind.Adam
            ? new Adam(network, recipe.WeightDecay)
            : new MomentumSgd(network, recipe.Momentum, recipe.Nesterov, recipe.WeightDecay);
        evaluator = new Evaluator(workspace, batch);
        rewiring = new TopologyUpdates(recipe, network, split.Training, scaler, workspace, batch, optimizer);
        dropout = recipe.Dropout > 0 ? new Dropout(recipe.Dropout, recipe.Seed) : null;
        stepOfPart = StepOfPart;
        state = from?.State ?? new TrainingState();
        if (!state.IsBegun) return;
        optimizer.Restore(from!.Optimizer);
        rewiring.Restore(from.Policy, from.IsSettled);
    }

    /// <summary>Categories, medians and scale, fitted on the training rows.</summary>
    public Preprocessing Preprocessing => preprocessing;

    /// <summary>The network as it is now.</summary>
    public Network Network => network;

    /// <summary>Trains for all epochs of the recipe that are left.</summary>
    /// <param name="progress">Called after each epoch.</param>
    /// <param name="batchDone">Called after each step with the rows done in this epoch.</param>
    /// <param name="checkpoints">When to save where the run stands, and how; null for never.</param>
    /// <param name="cancel">Stops the run, within a step or a block of a scan.</param>
    /// <exception cref="DivergedException">Loss or weights became infinite or not a number.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped, and saved if there is a plan for it.</exception>
    public TrainingResult Train(
        Action<EpochReport>? progress = null, Action<int, int>? batchDone = null, CheckpointPlan? checkpoints = null, CancellationToken cancel = default)
    {
        try
        {
            checkpoints?.Take(Now());
            toldApart = checkpoints is { DetectsCollapse: true } && evaluator.TellsApart(split.Validation);
            long wiring = Stopwatch.GetTimestamp();
            if (!state.IsBegun) rewiring.BeforeTraining(cancel);
            TimeSpan wired = Stopwatch.GetElapsedTime(wiring);
            state.IsBegun = true;
            for (; state.Epoch <= recipe.Epochs; wired = TimeSpan.Zero)
            {
                EpochReport report = Epoch(wired, batchDone, checkpoints, cancel);
                state.NextEpoch(report);
                progress?.Invoke(report);
                if (checkpoints is not null && checkpoints.IsDue(state)) checkpoints.Take(Now());
            }
        }
        catch (OperationCanceledException)
        {
            checkpoints?.Take(Now());
            throw;
        }

        Dataset data = split.Training.Data;
        Network best = state.Best!;
        return new TrainingResult(
            best, network, preprocessing, data.ClassNames, data.Name, data.Label, recipe, state.Reports, state.Reports[state.BestEpoch - 1],
            state.BestTest ?? TestOf(best));
    }

    /// <summary>Where the run stands; it looks at the run's own arrays.</summary>
    private Checkpoint Now()
    {
        RequireFinite();
        return new Checkpoint(recipe, state, network, optimizer.State, rewiring.PolicyState, rewiring.IsSettled);
    }

    /// <summary>Ends the worker threads.</summary>
    public void Dispose() => team.Dispose();

    private EpochReport Epoch(TimeSpan wired, Action<int, int>? batchDone, CheckpointPlan? checkpoints, CancellationToken cancel)
    {
        int epoch = state.Epoch, rows = split.Training.Count, from = state.Row;
        long begin = Stopwatch.GetTimestamp();
        TrainEpoch(batchDone, checkpoints, cancel);
        long trained = Stopwatch.GetTimestamp();
        RequireFinite();
        double loss = state.LossSum / rows;
        if (checkpoints is { DetectsCollapse: true }) RequireUse(loss);
        Evaluation validation = evaluator.Evaluate(split.Validation), test = evaluator.Evaluate(split.Test);
        if (!double.IsFinite(validation.Loss)) throw Diverged($"epoch {epoch}", $"the validation loss is {validation.Loss}");
        double score = recipe.ClassWeight == ClassWeightKind.Balanced ? validation.BalancedAccuracy : validation.Accuracy;
        bool isBest = rewiring.IsSettled && (state.Best is null || score > state.BestScore);
        Network? best = isBest ? network.Copy() : null;
        int[] connections = [.. network.Layers.Select(layer => layer.Connections.Count)];
        long evaluated = Stopwatch.GetTimestamp();
        (double zeta, int[] replaced) = rewiring.AfterEpoch(epoch, score, cancel);
        TimeSpan topology = Stopwatch.GetElapsedTime(evaluated) + wired;
        if (isBest) (state.Best, state.BestTest, state.BestEpoch, state.BestScore) = (best, test, epoch, score);

        double seconds = Stopwatch.GetElapsedTime(begin, trained).TotalSeconds;
        return new EpochReport(
            epoch, loss, (double)state.Right / rows, validation.Accuracy, validation.BalancedAccuracy, validation.MacroF1,
            validation.Loss, test.Accuracy, test.Loss, LearningRate(epoch, 0), zeta, connections, replaced, seconds,
            Stopwatch.GetElapsedTime(trained, evaluated).TotalSeconds, topology.TotalSeconds, (rows - from) / seconds);
    }

    private void TrainEpoch(Action<int, int>? batchDone, CheckpointPlan? checkpoints, CancellationToken cancel)
    {
        int[] rows = split.Training.Rows.ToArray();
        Rng.For(recipe.Seed, RandomPurpose.Shuffle, step: state.Epoch).Shuffle<int>(rows);
        int[] labels = [.. rows.Select(row => split.Training.Data.Labels[row])];
        while (state.Row < rows.Length)
        {
            int first = state.Row, count = Math.Min(recipe.BatchSize, rows.Length - first), stepsLeft = (rows.Length - 1 - first) / recipe.BatchSize;
            // Averages over the last steps are not saved: from their first step on the epoch goes to its end.
            bool maySave = !rewiring.Averages(state.Epoch, stepsLeft);
            if (maySave) cancel.ThrowIfCancellationRequested();
            double loss = Step(rows.AsMemory(first, count), labels.AsMemory(first, count), LearningRate(state.Epoch, (double)first / rows.Length),
                state.Epoch, stepsLeft);
            state.LossSum += loss;
            for (int s = 0; s < count; s++) state.Right += softmax.Predictions[s] == labels[first + s] ? 1 : 0;
            state.Row += count;
            batchDone?.Invoke(state.Epoch, state.Row);
            if (maySave && checkpoints is not null && state.Row < rows.Length && checkpoints.IsDue(state)) checkpoints.Take(Now());
        }
    }

    /// <summary>One step: forward, loss, backward, update. Allocates nothing. Returns the summed loss.</summary>
    internal double Step(ReadOnlyMemory<int> rows, ReadOnlyMemory<int> labels, double learningRate, int epoch = 1, int stepsLeft = 0)
    {
        batch.Begin(split.Training.Data, rows);
        softmax.Begin(labels, toGradient: true);
        rewiring.BeforeStep(epoch, stepsLeft);
        dropout?.Begin(++state.Steps);
        workspace.Dropout = dropout;
        workspace.PrepareForward();
        workspace.PrepareBackward();
        workspace.Run(stepOfPart);
        workspace.Dropout = null;
        if (!double.IsFinite(softmax.Sum))
            throw Diverged($"epoch {epoch}, batch {state.Row / recipe.BatchSize + 1}, layer {Divergence.LayerOf(workspace, batch)}", $"the loss is {softmax.Sum}");
        optimizer.Step(workspace, learningRate);
        return softmax.Sum;
    }

    private void StepOfPart(MicroBatch part)
    {
        batch.Load(part);
        part.Forward();
        softmax.Run(part);
        workspace.Backward(part);
    }

    private double LearningRate(int epoch, double share) =>
        Schedule.At(recipe.LearningRateSchedule, recipe.LearningRate, (epoch - 1 + share) / recipe.Epochs);

    private void RequireFinite()
    {
        if (Divergence.LayerOf(network) is { } layer) throw Diverged($"epoch {state.Epoch}, layer {layer}", "a weight is not a finite number");
    }

    /// <summary>A step that is too long may leave finite numbers: a loss that shoots up, or neurons that never fire again.</summary>
    private void RequireUse(double loss)
    {
        const double mostOfGuess = 10;
        if (loss > mostOfGuess * Math.Log(network.Classes)) throw Diverged($"epoch {state.Epoch}", $"the mean loss is {loss}");
        bool tellsApart = evaluator.TellsApart(split.Validation);
        if (toldApart && !tellsApart) throw Diverged($"epoch {state.Epoch}", "the network gives all validation rows the same answer");
        toldApart = tellsApart;
    }

    private DivergedException Diverged(string where, string what) => new(where, what, recipe.LearningRate);

    private Evaluation TestOf(Network best)
    {
        Workspace room = new(best, workspace.BatchCapacity, team, split.Training.Data.StaysCompressed(preprocessing.Scaler));
        return new Evaluator(room, new InputBatch(room, preprocessing.Scaler)).Evaluate(split.Test);
    }
}
