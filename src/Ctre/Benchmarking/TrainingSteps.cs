using Ctre.Data;
using Ctre.Layers;
using Ctre.Training;

namespace Ctre.Benchmarking;

/// <summary>
/// The training steps of a workload on synthetic rows: load, forward, loss, backward, momentum. The learning rate is 0, so that
/// the weights stay as drawn and a step is the same work however often it is repeated; the arithmetic of the update is done.
/// </summary>
internal sealed class TrainingSteps : IDisposable
{
    private const int Rows = 1000;
    private const double HeldOut = 0.1;

    private readonly Workload workload;
    private readonly int threads;
    private readonly Trainer trainer;
    private readonly Batch[] batches;
    private int next;

    public TrainingSteps(Workload workload, int threads)
    {
        (this.workload, this.threads) = (workload, threads);
        Recipe recipe = workload.Recipe;
        DataSplit split = DataSplit.Create(Synthetic(workload.Sizes[0], workload.Sizes[^1]), null, HeldOut, HeldOut, recipe.Seed);
        trainer = new Trainer(split, recipe, threads);
        int[] rows = split.Training.Rows.ToArray();
        batches =
        [
            .. rows.Chunk(recipe.BatchSize).Where(some => some.Length == recipe.BatchSize)
                .Select(some => new Batch(split.Training.Data, some)),
        ];
    }

    /// <summary>One step, on the next batch.</summary>
    public void Step()
    {
        trainer.Step(batches[next], learningRate: 0);
        next = (next + 1) % batches.Length;
    }

    /// <summary>The speed, from the time of a step.</summary>
    public StepSpeed Speed(double secondsPerStep) => new(
        workload, trainer.Network.Density, trainer.Network.Connections, threads, workload.Recipe.BatchSize / secondsPerStep);

    public void Dispose() => trainer.Dispose();

    private static Dataset Synthetic(int features, int classes)
    {
        Rng random = Rng.For(0, RandomPurpose.Generator);
        var values = new float[Rows * features];
        foreach (ref float value in values.AsSpan()) value = (float)random.Uniform();
        return new Dataset(
            "synthetic", features, values, [.. Enumerable.Range(0, Rows).Select(row => row % classes)],
            [.. Enumerable.Range(0, classes).Select(label => $"{label}")]);
    }
}
