using System.Diagnostics;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Optimization;
using Ctre.Topology;

namespace Ctre.Training;

/// <summary>
/// Training, from the first connection to the last epoch: forward, loss, backward, step; evaluate; rewire; report. The method decides how
/// the topology changes, the optimizer how gradients are applied.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly Recipe recipe;
    private readonly DataSplit raw, split;
    private readonly Preprocessing preprocessing;
    private readonly Network network;
    private readonly WorkerTeam team;
    private readonly Workspace workspace;
    private readonly NetworkOptimizer optimizer;
    private readonly TopologyUpdates topology;
    private readonly Dropout? dropout;
    private readonly TrainingState state;
    private readonly Garbage garbage = new();
    private CheckpointClock? saving;
    private bool detectsCollapse, wasCollapsed;
    private long steps;

    /// <summary>Draws the initial network, or takes that of a checkpoint, and prepares all buffers.</summary>
    /// <param name="split">Training, validation and test rows.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="threads">Number of threads, 1 or more; null for one per processor, 8 at most. No result depends on it.</param>
    /// <param name="resumeFrom">
    /// Where to continue; null to begin. It must come from a run of the same split and recipe, but for the learning rate; the trainer takes
    /// its arrays over, so it cannot be used again.
    /// </param>
    /// <param name="method">A method that <see cref="Methods.All"/> does not have; null for the recipe's.</param>
    /// <param name="optimizer">A kind of optimizer that <see cref="Optimizers.All"/> does not have; null for the recipe's.</param>
    /// <exception cref="InputException">The recipe doesn't fit the data, or the checkpoint doesn't fit them.</exception>
    /// <exception cref="DivergedException">The search for the initial topology produced numbers that are not finite.</exception>
    public Trainer(
        DataSplit split, Recipe recipe, int? threads = null, Checkpoint? resumeFrom = null, Method? method = null,
        OptimizerKind? optimizer = null)
    {
        method ??= Methods.Require(recipe.Method);
        optimizer ??= Optimizers.Require(recipe.Optimizer);
        this.recipe = recipe = recipe.Resolved(method, optimizer, split.Training.Data);
        resumeFrom?.RequireSame(split, recipe);
        raw = split;
        (preprocessing, this.split) = Preprocessing.Fit(recipe.Scale!.Value, split);
        DataSlice training = this.split.Training;
        team = new WorkerTeam(threads ?? DefaultThreads);
        try
        {
            garbage.Collect();
            network = resumeFrom is { State.IsBegun: true } ? resumeFrom.Network : Start(method, training);
            if (network.Inputs != preprocessing.Features || network.Classes != training.Data.Classes)
            {
                throw new InputException(
                    $"the checkpoint has {network.Inputs} inputs and {network.Classes} classes, which does not match the data.");
            }

            garbage.Collect();
            float[]? classWeights = ClassWeights.Of(recipe.ClassWeight, training);
            workspace = new Workspace(
                network, preprocessing.Scaler, Math.Min(recipe.BatchSize, training.Count), team,
                training.Data.StaysCompressed(preprocessing.Scaler), classWeights);
            this.optimizer = new NetworkOptimizer(network, optimizer.Create(recipe));
            var view = new TopologyView(workspace, training, preprocessing.Scaler, recipe);
            topology = new TopologyUpdates(method.Create(recipe), network, view, this.optimizer, garbage);
            dropout = recipe.Dropout > 0 ? new Dropout(recipe.Dropout, recipe.Seed) : null;
            state = resumeFrom?.State ?? new TrainingState(new EpochHistory(network.Layers.Count));
            if (!state.IsBegun) return;
            steps = ((state.Epoch - 1) * StepsUntil(training.Count)) + StepsUntil(state.Row);
            this.optimizer.Restore(resumeFrom!.Optimizer, steps);
            topology.Restore(resumeFrom.MethodState, resumeFrom.IsSettled);
        }
        catch
        {
            // The caller gets no object to dispose of.
            team.Dispose();
            throw;
        }
    }

    /// <summary>Threads by default: one per processor, 8 at most, for steps of sparse networks are short.</summary>
    public static int DefaultThreads { get; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>The recipe, with the defaults of method, optimizer and data filled in.</summary>
    public Recipe Recipe => recipe;

    /// <summary>Categories, medians and scale, fitted on the training rows.</summary>
    public Preprocessing Preprocessing => preprocessing;

    /// <summary>The network as it is now.</summary>
    public Network Network => network;

    /// <summary>Numbers that the optimizer remembers of each parameter.</summary>
    internal int OptimizerStates => optimizer.States;

    /// <summary>The epochs that are over.</summary>
    internal EpochHistory History => state.History;

    /// <summary>Trains for all epochs of the recipe that are left, or until its patience is over.</summary>
    /// <param name="progress">Called after each epoch.</param>
    /// <param name="batchDone">Called after each step with the epoch and the rows done in it.</param>
    /// <param name="checkpoints">When to save the state of the run, and how; null for never.</param>
    /// <param name="detectsCollapse">
    /// Whether a run has also diverged when its numbers are finite and worthless: an epoch's mean loss is over ten times that of a guess,
    /// or the network gives all validation rows the same answer and did not before.
    /// </param>
    /// <param name="cancel">Stops the run, within a step or a block of a scan.</param>
    /// <returns>
    /// The best network and what happened; if the run was stopped, the best so far (<see cref="TrainingResult.WasCancelled"/>), after the
    /// run was saved if there is a plan for it.
    /// </returns>
    /// <exception cref="DivergedException">Numbers became infinite or not a number, or worthless.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped before there was a best network.</exception>
    public TrainingResult Train(
        Action<EpochReport>? progress = null, Action<int, int>? batchDone = null, CheckpointPlan? checkpoints = null,
        bool detectsCollapse = false, CancellationToken cancel = default)
    {
        saving = checkpoints is null ? null : new CheckpointClock(checkpoints);
        this.detectsCollapse = detectsCollapse;
        try
        {
            saving?.Save(Now());
            wasCollapsed = detectsCollapse && Evaluator.IsCollapsed(workspace, split.Validation);
            long begin = Stopwatch.GetTimestamp();
            if (!state.IsBegun) topology.BeforeTraining(cancel);
            TimeSpan prewiring = Stopwatch.GetElapsedTime(begin);
            state.IsBegun = true;
            for (; !IsOver; prewiring = TimeSpan.Zero)
            {
                EpochReport report = Epoch(prewiring, batchDone, cancel);
                state.NextEpoch(report);
                progress?.Invoke(report);
                if (saving is not null && saving.IsDue(state)) saving.Save(Now());
                garbage.Collect();
            }
        }
        catch (OperationCanceledException)
        {
            saving?.Save(Now());
            if (state.Best is null) throw;
            return Result(wasCancelled: true);
        }

        return Result(wasCancelled: false);
    }

    /// <summary>Whether the last epoch is over: by the recipe, or by its patience.</summary>
    private bool IsOver => state.Epoch > recipe.Epochs
        || (recipe.Patience is { } patience && state.BestReport is { } best && state.Epoch - 1 - best.Epoch >= patience);

    private TrainingResult Result(bool wasCancelled)
    {
        Dataset data = split.Training.Data;
        return new TrainingResult(
            state.Best!, network, preprocessing, data.ClassNames, data.Name, data.Label, recipe, state.History.Reports,
            state.History.Totals, state.BestReport!, state.BestTest ??= TestOf(state.Best!), wasCancelled)
        {
            Rows = raw.Origin,
        };
    }

    /// <summary>The model of a network of this run.</summary>
    internal SparseModel ModelOf(Network some)
    {
        Dataset data = split.Training.Data;
        return new SparseModel(some, preprocessing, data.ClassNames, recipe, data.Name, data.Label)
        {
            TrainedOn = raw.Origin,
        };
    }

    /// <summary>The state of the run; it shares the run's arrays.</summary>
    internal Checkpoint Now()
    {
        RequireFinite();
        // The state is a copy; before the run has begun nobody needs it.
        OptimizerState remembered = state.IsBegun ? optimizer.State : OptimizerState.None;
        return new Checkpoint(recipe, raw.Identity, state, network, remembered, topology.MethodState, topology.IsSettled);
    }

    /// <summary>Ends the worker threads.</summary>
    public void Dispose() => team.Dispose();

    private EpochReport Epoch(TimeSpan prewiring, Action<int, int>? batchDone, CancellationToken cancel)
    {
        int epoch = state.Epoch, rows = split.Training.Count, from = state.Row;
        long begin = Stopwatch.GetTimestamp();
        TrainEpoch(batchDone, cancel);
        long trained = Stopwatch.GetTimestamp();
        RequireFinite();
        double loss = state.LossSum / rows;
        if (detectsCollapse) RequireUse(loss);
        Evaluation validation = Evaluator.Evaluate(workspace, split.Validation), test = Evaluator.Evaluate(workspace, split.Test);
        if (!double.IsFinite(validation.Loss)) throw Diverged("", $"the validation loss is {validation.Loss}");
        bool isBest = topology.IsSettled && (state.BestReport is null || BestEpoch.IsBetter(recipe, validation, state.BestReport));
        Network? best = isBest ? network.Copy() : null;
        int[] connections = [.. network.Layers.Select(layer => layer.Connections.Count)];
        long evaluated = Stopwatch.GetTimestamp();
        (double zeta, int[] replaced) = topology.AfterEpoch(epoch, BestEpoch.Score(recipe, validation), cancel);
        TimeSpan rewiring = Stopwatch.GetElapsedTime(evaluated) + prewiring;
        double seconds = Stopwatch.GetElapsedTime(begin, trained).TotalSeconds;
        var report = new EpochReport(
            epoch, loss, (double)state.Right / rows, validation.Accuracy, validation.BalancedAccuracy, validation.MacroF1,
            validation.Loss, test.Accuracy, test.Loss, LearningRate(epoch, 0), zeta, connections, replaced, seconds,
            Stopwatch.GetElapsedTime(trained, evaluated).TotalSeconds, rewiring.TotalSeconds, (rows - from) / seconds);
        if (isBest) (state.Best, state.BestTest, state.BestReport) = (best, test, report);
        return report;
    }

    private void TrainEpoch(Action<int, int>? batchDone, CancellationToken cancel)
    {
        int[] rows = split.Training.Rows.ToArray();
        Rng.For(recipe.Seed, RandomPurpose.Shuffle, step: state.Epoch).Shuffle<int>(rows);
        foreach (Batch batch in new RowBatches(split.Training.Data, rows, recipe.BatchSize, from: state.Row))
        {
            int stepsLeft = (rows.Length - 1 - batch.First) / recipe.BatchSize;
            // What signals record in an epoch's last steps is not saved: from the first of them on the run is only saved after the epoch.
            bool maySave = !topology.Records(state.Epoch, stepsLeft);
            if (maySave) cancel.ThrowIfCancellationRequested();
            state.LossSum += Step(batch, LearningRate(state.Epoch, (double)batch.First / rows.Length), stepsLeft);
            state.Right += workspace.Correct;
            state.Row += batch.Count;
            batchDone?.Invoke(state.Epoch, state.Row);
            if (maySave && saving is not null && state.Row < rows.Length && saving.IsDue(state)) saving.Save(Now());
        }
    }

    /// <summary>One step: forward, loss, backward, update. Allocates nothing. Returns the summed loss.</summary>
    internal double Step(in Batch batch, double learningRate, int stepsLeft = 0)
    {
        steps++;
        dropout?.Begin(steps);
        double loss = workspace.Train(batch, dropout, topology.Recorder(state.Epoch, stepsLeft));
        if (!double.IsFinite(loss)) throw DivergedIn(batch, loss);
        optimizer.Step(workspace, learningRate);
        return loss;
    }

    /// <summary>Steps of an epoch in which so many rows are done.</summary>
    private long StepsUntil(int row) => (row + (long)recipe.BatchSize - 1) / recipe.BatchSize;

    private double LearningRate(int epoch, double share) =>
        Schedule.At(recipe.LearningRateSchedule, recipe.LearningRate, (epoch - 1 + share) / recipe.Epochs);

    private void RequireFinite()
    {
        if (Divergence.LayerOf(network) is { } layer) throw Diverged($"layer {layer}", "a weight is not a finite number");
    }

    /// <summary>A step that is too long may leave finite numbers: a loss that explodes, or neurons that never fire again.</summary>
    private void RequireUse(double loss)
    {
        const double mostOfGuess = 10;
        if (loss > mostOfGuess * Math.Log(network.Classes)) throw Diverged("", $"the mean loss is {loss}");
        bool isCollapsed = Evaluator.IsCollapsed(workspace, split.Validation);
        if (isCollapsed && !wasCollapsed) throw Diverged("", "the network gives all validation rows the same answer");
        wasCollapsed = isCollapsed;
    }

    private DivergedException Diverged(string where, string what) =>
        DivergedException.InTraining(state.Epoch, where, what, recipe.LearningRate);

    private DivergedException DivergedIn(in Batch batch, double loss) => Diverged(
        $"batch {batch.First / recipe.BatchSize + 1}, layer {Divergence.LayerOf(workspace, batch)}", $"the loss is {loss}");

    /// <summary>The test rows under a network of this run.</summary>
    internal Evaluation TestOf(Network best)
    {
        var room = new Workspace(
            best, preprocessing.Scaler, workspace.BatchCapacity, team, split.Training.Data.StaysCompressed(preprocessing.Scaler));
        return Evaluator.Evaluate(room, split.Test);
    }

    private Network Start(Method method, DataSlice training)
    {
        try
        {
            return method.Start(new InitialContext(training, preprocessing.Scaler, recipe) { Team = team });
        }
        catch (NotFiniteNumberException exception)
        {
            throw DivergedException.AtStart(exception.Message);
        }
    }
}
