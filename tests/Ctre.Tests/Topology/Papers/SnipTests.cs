using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Sparse;
using Ctre.Tests.Data;
using Ctre.Tests.Reference;
using Ctre.Topology;
using Ctre.Topology.Papers;
using Ctre.Training;

namespace Ctre.Tests.Topology.Papers;

public sealed class SnipTests
{
    [Theory]
    [InlineData(0, "relu", WeightInitKind.Glorot)]
    [InlineData(1, "tanh", WeightInitKind.FanIn)]
    [InlineData(2, "all-relu", WeightInitKind.Glorot)]
    [InlineData(3, "relu", WeightInitKind.FanIn)]
    public void The_mask_is_that_of_finite_differences_of_the_loss_by_a_factor_on_each_connection(
        int seed, string kind, WeightInitKind init)
    {
        const double step = 1e-6;
        int[] sizes = [6, 8, 7, 3];
        Dataset data = Make.Noise(seed, 40, 6, 3);
        Recipe recipe = new()
        {
            Hidden = [8, 7],
            Seed = seed,
            Density = 0.3,
            Activation = kind,
            WeightInit = init,
            SimilarityRows = null,
            Scale = ScalerKind.None,
        };
        using var team = new WorkerTeam(2);
        Network network = Snip.Start(Context(data, recipe, team));

        double[][,] weights = Drawn(sizes, recipe, team);
        double[,] input = Matrices.Of(data);
        int[] labels = data.Labels.ToArray();
        double[][] zero = [.. sizes.Skip(1).Select(size => new double[size])];
        bool[][,] all = [.. weights.Select(w => Filled(w.GetLength(0), w.GetLength(1)))];
        var reference = new DenseReferenceNetwork(weights, all, zero, kind);
        var sensitivity = new List<(double Score, int Layer, int Output, int Input)>();
        for (int l = 0; l < 3; l++)
            for (int i = 0; i < sizes[l + 1]; i++)
                for (int j = 0; j < sizes[l]; j++)
                {
                    double w = weights[l][i, j];
                    weights[l][i, j] = w * (1 + step);
                    double above = reference.Loss(input, labels);
                    weights[l][i, j] = w * (1 - step);
                    double below = reference.Loss(input, labels);
                    weights[l][i, j] = w;
                    sensitivity.Add((Math.Abs(above - below) / (2 * step), l, i, j));
                }

        int count = ConnectionBudget.Counts(sizes, recipe).Sum();
        (double Score, int Layer, int Output, int Input)[] sorted = [.. sensitivity.OrderByDescending(s => s.Score)];
        Assert.True(sorted[count - 1].Score - sorted[count].Score > 1e-7, "a near tie: choose another seed");
        for (int l = 0; l < 3; l++)
        {
            Assert.Equal(
                sorted.Take(count).Where(s => s.Layer == l).Select(s => new Connection(s.Output, s.Input)).Order(),
                network.Layers[l].Connections.Enumerate().ToArray());
            int slot = 0;
            foreach (Connection c in network.Layers[l].Connections.Enumerate().ToArray())
            {
                float weight = network.Layers[l].Weights[slot++];
                if (init == WeightInitKind.Glorot) Assert.Equal((float)weights[l][c.Output, c.Input], weight);
            }
        }
    }

    [Fact]
    public void The_mask_does_not_depend_on_the_number_of_threads_and_nothing_dense_is_allocated()
    {
        Dataset data = Make.Noise(1, 50, 2000, 3);
        Recipe recipe = new() { Method = "snip", Hidden = [2000], Epsilon = 1, SimilarityRows = 20 };
        string Digest(int threads)
        {
            using var team = new WorkerTeam(threads);
            return NetworkDigest.OfModel(Snip.Start(Context(data, recipe, team)));
        }

        string one = Digest(1);
        Assert.Equal([one, one], [Digest(2), Digest(3)]);
        using var alone = new WorkerTeam(1);
        InitialContext context = Context(data, recipe, alone);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Snip.Start(context);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 12_000_000, "a dense layer alone is 16 MB");
    }

    [Fact]
    public void Layers_may_be_left_without_a_connection_and_everything_still_works()
    {
        // Nothing but noise and hardly a connection: somewhere a layer or a neuron stays empty.
        Dataset data = Make.Noise(2, 60, 5, 2);
        Recipe recipe = new() { Method = "snip", Hidden = [30, 30], Density = 0.004, Epochs = 2, BatchSize = 10 };
        using var trainer = new Trainer(Make.Split(data), recipe, 2);
        TrainingResult result = trainer.Train();
        Assert.Contains(result.BestNetwork.Layers, layer =>
            Enumerable.Range(0, layer.Outputs).Any(i => layer.Connections.InputsOf(i).IsEmpty));
        Assert.Equal(ConnectionBudget.Counts([5, 30, 30, 2], recipe).Sum(), result.BestNetwork.Connections);
        using var folder = new TemporaryFolder();
        string path = System.IO.Path.Combine(folder.Path, "m.safetensors");
        new SparseModel(result).Save(path);
        SparseModel loaded = SparseModel.Load(path);
        Assert.Equal(NetworkDigest.OfModel(result.BestNetwork), NetworkDigest.OfModel(loaded.Network));
        Assert.Equal(2, loaded.Predict(data.Row(0)).Probabilities.Count);
    }

    [Fact]
    public void Weighted_classes_count_in_the_sensitivity()
    {
        using var team = new WorkerTeam(1);
        Dataset data = Make.Imbalanced(2, 200, 12);
        Recipe recipe = new() { Method = "snip", Hidden = [30], Density = 0.1 };
        string plain = NetworkDigest.OfTopology(Snip.Start(Context(data, recipe, team)));
        Assert.NotEqual(plain,
            NetworkDigest.OfTopology(Snip.Start(Context(data, recipe with { ClassWeight = ClassWeightKind.Balanced }, team))));
    }

    private static InitialContext Context(Dataset data, Recipe recipe, WorkerTeam team)
    {
        DataSlice slice = DataSlice.All(data);
        return new InitialContext(slice, Scaler.Fit(recipe.Scale ?? data.PreferredScaler, slice), recipe) { Team = team };
    }

    private static double[][,] Drawn(int[] sizes, Recipe recipe, WorkerTeam team)
    {
        var drawn = new ImplicitDenseNetwork(sizes, 1, recipe, team);
        return [.. Enumerable.Range(0, sizes.Length - 1).Select(l =>
        {
            var matrix = new double[sizes[l + 1], sizes[l]];
            var row = new float[sizes[l]];
            for (int i = 0; i < sizes[l + 1]; i++)
            {
                drawn.Draw(l, i, row);
                for (int j = 0; j < row.Length; j++) matrix[i, j] = row[j];
            }

            return matrix;
        })];
    }

    private static bool[,] Filled(int rows, int columns)
    {
        var all = new bool[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) all[i, j] = true;
        return all;
    }
}
