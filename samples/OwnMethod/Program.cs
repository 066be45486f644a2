using Ctre;
using Ctre.Data;
using Ctre.Runs;
using Ctre.Sparse;
using Ctre.Topology;
using Ctre.Training;

DataSplit split = DataSplit.Create(Rings(600), test: null, testFraction: 0.2, validationFraction: 0.1, seed: 1);
var recipe = new Recipe { Method = "similar-gradient", Hidden = [60, 60], Epsilon = 2, Epochs = 30, BatchSize = 20 };
var options = new TrainingOptions { Method = new Method("similar-gradient", _ => new SimilarGradient()), CheckpointPath = "run.ckpt" };

using var cancel = new CancellationTokenSource();
var stop = new Stop(epoch => { if (epoch.Epoch == 10) cancel.Cancel(); });
TrainingResult half = TrainingRun.Begin(split, recipe, options with { Progress = stop }).Train(cancel.Token);
TrainingResult own = TrainingRun.Resume("run.ckpt", split, options).Train();
TrainingResult whole = TrainingRun.Begin(split, recipe, options with { CheckpointPath = null }).Train();
TrainingResult set = TrainingRun.Begin(split, recipe with { Method = "set" }).Train();
new SparseModel(own).Save("own.safetensors");
string label = SparseModel.Load("own.safetensors").Predict([0.1f, 0.1f, 0, 0, 0, 0]).Label;
Console.WriteLine($"stopped {half.WasCancelled}, same bits {own.LastNetwork.Digest() == whole.LastNetwork.Digest()}, predicts {label}, "
    + $"similar-gradient {own.Test.Accuracy:P1}, set {set.Test.Accuracy:P1}");

// Points inside a ring and beyond it, with four features of noise.
static Dataset Rings(int rows)
{
    float[] values = [.. Enumerable.Range(0, 6 * rows).Select(i => (float)Math.Sin(i * 12.9898 + i % 7 * 78.233))];
    int[] labels = [.. Enumerable.Range(0, rows).Select(r => Math.Pow(values[6 * r], 2) + Math.Pow(values[6 * r + 1], 2) < 0.9 ? 0 : 1)];
    return new Dataset("rings", 6, values, labels, ["inside", "beyond"]);
}

sealed class Stop(Action<EpochReport> report) : IProgress<EpochReport> { public void Report(EpochReport value) => report(value); }

sealed class SimilarGradient : GrowthMethod // |cos of activations| · |gradient|, of all absent connections
{
    private readonly Similarity similarity = new();
    private readonly Gradient gradient = new();
    public override IReadOnlyList<TopologySignal> Signals => [similarity, gradient];
    public override RewirePlan Plan(RewireContext context) => new(Drop.SmallestMagnitude(context), Grow.Best(context, (output, input) =>
        Math.Abs(similarity.Of(context.Index, output, input) * gradient.Of(context.Index, output, input))));
}
