using System.Diagnostics;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
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
    private readonly Rewiring rewiring;
    private readonly Dropout? dropout;
    private readonly Action<BatchPart> stepOfPart;
    private long steps;

    /// <summary>Draws the initial network and prepares all buffers.</summary>
    /// <param name="split">Training, validation and test rows.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="threads">Number of threads, 1 or more; no result depends on it.</param>
    /// <exception cref="InputException">The recipe doesn't fit the data.</exception>
    public Trainer(DataSplit split, Recipe recipe, int threads)
    {
        (preprocessing, split) = Preprocessing.Fit(recipe.Scale, split);
        Scaler scaler = preprocessing.Scaler;
        this.split = split;
        this.recipe = recipe;
        team = new WorkerTeam(threads);
        network = Methods.Find(recipe.Method)!.Start(new InitialContext(split.Training, scaler, recipe, team));
        workspace = new Workspace(
            network, Math.Min(recipe.BatchSize, split.Training.Count), team, split.Training.Data.Sparse is not null && scaler.KeepsZeros);
        batch = new InputBatch(workspace, scaler);
        softmax = new SoftmaxCrossEntropy(workspace, ClassWeights.Of(recipe.ClassWeight, split.Training));
        optimizer = recipe.Optimizer == OptimizerKind.Adam
            ? new Adam(network, recipe.WeightDecay)
            : new MomentumSgd(network, recipe.Momentum, recipe.Nesterov, recipe.WeightDecay);
        evaluator = new Evaluator(workspace, batch);
        rewiring = new Rewiring(recipe, network, split.Training, workspace, batch, optimizer);
        dropout = recipe.Dropout > 0 ? new Dropout(recipe.Dropout, recipe.Seed) : null;
        stepOfPart = StepOfPart;
    }

    /// <summary>Categories, medians and scale, fitted on the training rows.</summary>
    public Preprocessing Preprocessing => preprocessing;

    /// <summary>The network as it is now.</summary>
    public Network Network => network;

    /// <summary>Trains for all epochs of the recipe.</summary>
    /// <param name="progress">Called after each epoch.</param>
    /// <param name="batchDone">Called after each step with the rows done in this epoch.</param>
    /// <param name="cancel">Stops the run, within a step or a block of a scan.</param>
    /// <exception cref="InputException">The loss became infinite or not a number.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public TrainingResult Train(
        Action<EpochReport>? progress = null, Action<int, int>? batchDone = null, CancellationToken cancel = default)
    {
        var reports = new List<EpochReport>();
        EpochReport? best = null;
        double bestScore = 0;
        (Network kept, Evaluation? keptTest) = (network, null);
        long wiring = Stopwatch.GetTimestamp();
        rewiring.BeforeTraining(cancel);
        for (int epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            long begin = Stopwatch.GetTimestamp();
            (double loss, double accuracy) = TrainEpoch(epoch, batchDone, cancel);
            long trained = Stopwatch.GetTimestamp();
            Evaluation validation = evaluator.Evaluate(split.Validation), test = evaluator.Evaluate(split.Test);
            if (!double.IsFinite(validation.Loss)) throw Diverged(epoch, split.Training.Count, validation.Loss);
            double score = recipe.ClassWeight == ClassWeightKind.Balanced ? validation.BalancedAccuracy : validation.Accuracy;
            bool isBest = rewiring.IsSettled && (best is null || score > bestScore);
            if (isBest) (kept, keptTest, bestScore) = (network.Copy(), test, score);
            int[] connections = [.. network.Layers.Select(layer => layer.Connections.Count)];
            long evaluated = Stopwatch.GetTimestamp();
            (double zeta, int[] replaced) = rewiring.AfterEpoch(epoch, score, cancel);
            TimeSpan topology = Stopwatch.GetElapsedTime(evaluated) + (epoch == 1 ? Stopwatch.GetElapsedTime(wiring, begin) : TimeSpan.Zero);

            double seconds = Stopwatch.GetElapsedTime(begin, trained).TotalSeconds;
            var report = new EpochReport(
                epoch, loss, accuracy, validation.Accuracy, validation.BalancedAccuracy, validation.MacroF1, validation.Loss, test.Accuracy, test.Loss,
                LearningRate(epoch, 0), zeta, connections, replaced,
                seconds, Stopwatch.GetElapsedTime(trained, evaluated).TotalSeconds, topology.TotalSeconds, split.Training.Count / seconds);
            reports.Add(report);
            if (isBest) best = report;
            progress?.Invoke(report);
        }

        Dataset data = split.Training.Data;
        return new TrainingResult(kept, network, preprocessing, data.ClassNames, data.Name, data.Label, recipe, reports, best!, keptTest!);
    }

    /// <summary>Ends the worker threads.</summary>
    public void Dispose() => team.Dispose();

    private (double Loss, double Accuracy) TrainEpoch(int epoch, Action<int, int>? batchDone, CancellationToken cancel)
    {
        int[] rows = split.Training.Rows.ToArray();
        Rng.For(recipe.Seed, RandomPurpose.Shuffle, step: epoch).Shuffle<int>(rows);
        int[] labels = [.. rows.Select(row => split.Training.Data.Labels[row])];
        double lossSum = 0;
        int right = 0;
        for (int first = 0; first < rows.Length; first += recipe.BatchSize)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(recipe.BatchSize, rows.Length - first);
            double loss = Step(rows.AsMemory(first, count), labels.AsMemory(first, count), LearningRate(epoch, (double)first / rows.Length),
                epoch, stepsLeft: (rows.Length - 1 - first) / recipe.BatchSize);
            if (!double.IsFinite(loss)) throw Diverged(epoch, first, loss);
            lossSum += loss;
            for (int s = 0; s < count; s++) right += softmax.Predictions[s] == labels[first + s] ? 1 : 0;
            batchDone?.Invoke(epoch, first + count);
        }

        return (lossSum / rows.Length, (double)right / rows.Length);
    }

    /// <summary>One step: forward, loss, backward, update. Allocates nothing. Returns the summed loss.</summary>
    internal double Step(ReadOnlyMemory<int> rows, ReadOnlyMemory<int> labels, double learningRate, int epoch = 1, int stepsLeft = 0)
    {
        batch.Begin(split.Training.Data, rows);
        softmax.Begin(labels, toGradient: true);
        rewiring.BeforeStep(epoch, stepsLeft);
        dropout?.Begin(++steps);
        workspace.Dropout = dropout;
        workspace.PrepareForward();
        workspace.PrepareBackward();
        workspace.Run(stepOfPart);
        workspace.Dropout = null;
        optimizer.Step(workspace, learningRate);
        return softmax.Sum;
    }

    private void StepOfPart(BatchPart part)
    {
        batch.Load(part);
        part.Forward();
        softmax.Run(part);
        workspace.Backward(part);
    }

    private double LearningRate(int epoch, double share) =>
        Schedule.At(recipe.LearningRateSchedule, recipe.LearningRate, (epoch - 1 + share) / recipe.Epochs);

    private InputException Diverged(int epoch, int row, double loss) => new(
        $"training diverged in epoch {epoch}, after batch {row / recipe.BatchSize}: the loss is {loss}; use a learning rate below {recipe.LearningRate}.");
}
