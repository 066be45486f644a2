using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Topology;
using Ctre.Training;

namespace Ctre.Tests.Topology;

/// <summary>What holds for every method, whatever it grows.</summary>
public sealed class MethodsTests
{
    private static readonly Dataset Data = Make.Clusters(1, 60, 12, 3);

    public static TheoryData<string> Names => [.. Methods.All.Select(method => method.Name)];

    [Fact]
    public void The_table_has_unique_names_and_finds_them()
    {
        Assert.Equal(Methods.All.Count, Methods.All.Select(m => m.Name).Distinct().Count());
        Assert.All(Methods.All, method => Assert.Same(method, Methods.Find(method.Name)));
        Assert.All(Methods.All, method => Assert.NotEmpty(method.Summary + method.Reference));
        Assert.Null(Methods.Find("no such method"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rewiring_keeps_counts_order_weights_and_velocities(string method)
    {
        Recipe recipe = Recipe(method, seed: 3);
        using var scene = new RewireScene(Start(recipe), Data);
        Rewire(scene, recipe, check: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads_and_another_seed_others(string method)
    {
        string Digest(long seed, int threads)
        {
            Recipe recipe = Recipe(method, seed);
            using var scene = new RewireScene(Start(recipe, threads), Data, threads);
            Rewire(scene, recipe, check: false);
            return NetworkDigest.OfModel(scene.Network);
        }

        string first = Digest(3, 1);
        Assert.Equal([first, first, first], [Digest(3, 1), Digest(3, 2), Digest(3, 3)]);
        Assert.NotEqual(first, Digest(4, 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_almost_dense_layer_keeps_its_number_of_connections(string method)
    {
        for (int absent = 1; absent <= 3; absent++)
        {
            Rng random = Make.Random(absent);
            SparseLayer[] layers = [Make.Layer(random, 6, 12, (72.0 - absent) / 72), Make.Layer(random, 3, 6, (18.0 - absent) / 18)];
            using var scene = new RewireScene(new Network(layers, Activations.Relu), Data);
            Rewire(scene, Recipe(method, seed: absent) with { Zeta = 0.6 }, check: true);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_ends_with_the_number_of_connections_that_was_asked_for(string method)
    {
        int[] sizes = [Data.Features, 25, 20, Data.Classes];
        foreach (int epochs in new[] { 1, 2, 7 })
        {
            Recipe recipe = Recipe(method, seed: 2) with { Epochs = epochs, BatchSize = 16, UpdateEvery = epochs == 7 ? 2 : 1 };
            using var trainer = new Trainer(Make.Split(Data), recipe, 1);
            TrainingResult result = trainer.Train();
            int asked = method == "dense" ? sizes.Zip(sizes.Skip(1), (a, b) => a * b).Sum() : ConnectionBudget.Counts(sizes, recipe).Sum();
            Assert.Equal((asked, asked), (result.BestNetwork.Connections, result.LastNetwork.Connections));
            if (method is not ("snfs" or "snip" or "dense"))
                Assert.Equal(ConnectionBudget.Counts(sizes, recipe), result.BestNetwork.Layers.Select(layer => layer.Connections.Count));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_whole_run_gives_the_same_bits_on_any_number_of_threads(string method)
    {
        string Digest(int threads)
        {
            using var trainer = new Trainer(Make.Split(Data), Recipe(method, seed: 5) with { Epochs = 6, BatchSize = 16 }, threads);
            TrainingResult result = trainer.Train();
            return NetworkDigest.OfModel(result.BestNetwork) + NetworkDigest.OfModel(result.LastNetwork);
        }

        Assert.Equal([Digest(1), Digest(1)], [Digest(2), Digest(3)]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fully_dense_layer_is_left_alone(string method)
    {
        Recipe recipe = Recipe(method, seed: 1) with { Density = 1, Epochs = 3, BatchSize = 16 };
        string before = NetworkDigest.OfTopology(Start(recipe));
        using var trainer = new Trainer(Make.Split(Data), recipe, 1);
        TrainingResult result = trainer.Train();
        Assert.Equal(before, NetworkDigest.OfTopology(result.LastNetwork));
        Assert.All(result.Epochs, epoch => Assert.All(epoch.Replaced, replaced => Assert.Equal(0, replaced)));
    }

    private static Network Start(Recipe recipe, int threads = 1)
    {
        using var trainer = new Trainer(Make.Split(Data), recipe, threads);
        return trainer.Network;
    }

    private static Recipe Recipe(string method, long seed) =>
        new() { Method = method, Hidden = [25, 20], Epsilon = 2, Zeta = 0.4, Seed = seed, SwitchPatience = 2 };

    private static void Rewire(RewireScene scene, Recipe recipe, bool check)
    {
        GrowthMethod policy = Methods.Find(recipe.Method)!.Create(recipe);
        for (int epoch = 1; epoch <= 5; epoch++)
        {
            scene.Train(3);
            policy.Observe(0.5);
            scene.Compute(policy, recipe, epoch);
            DropGrowCounts[] counts = policy.Counts(new RewireRound(scene.Network, recipe.Zeta, epoch / 5.0));
            if (!policy.ChangesCount) Assert.Equal(counts.Sum(t => t.Drop), counts.Sum(t => t.Grow));
            for (int l = 0; l < scene.Network.Layers.Count; l++)
            {
                RewirePlan plan = policy.Plan(scene.Context(l, counts[l], recipe.Seed, epoch));
                if (check) Checked(scene, l, plan);
                else
                    scene.CarryOut(l, plan,
                        WeightInit.Grown(scene.Network.Layers[l].Connections, GrowInitKind.Uniform, recipe.Seed, l, epoch));
            }
        }
    }

    private static void Checked(RewireScene scene, int l, RewirePlan plan)
    {
        const float grown = 0.0625f;
        SparseLayer layer = scene.Network.Layers[l];
        var weightBefore = ByConnection(layer.Connections, layer.Weights);
        var velocityBefore = ByConnection(layer.Connections, scene.Optimizer.WeightStates(l)[0]);
        SlotMap map = scene.CarryOut(l, plan, _ => grown);

        Connection[] after = [.. layer.Connections.Enumerate()];
        Assert.Equal(weightBefore.Count - plan.Drop.Count + plan.Grow.Count, after.Length);
        Assert.Equal(after.Distinct().Order(), after);
        Assert.All(after, c => Assert.True(c.Output >= 0 && c.Output < layer.Outputs && c.Input >= 0 && c.Input < layer.Inputs));
        var weightAfter = ByConnection(layer.Connections, layer.Weights);
        var velocityAfter = ByConnection(layer.Connections, scene.Optimizer.WeightStates(l)[0]);
        foreach (Connection c in after)
        {
            bool survived = weightBefore.ContainsKey(c);
            Assert.Equal(survived ? weightBefore[c] : grown, weightAfter[c]);
            Assert.Equal(survived ? velocityBefore[c] : 0, velocityAfter[c]);
        }

        Assert.Equal(after.Count(c => !weightBefore.ContainsKey(c)), map.Grown);
        // What leaves is among the weakest: no survivor that was not picked again is weaker than one that left.
        float[] gone = [.. weightBefore.Keys.Except(after).Select(c => Math.Abs(weightBefore[c]))];
        Connection[] stayed = [.. after.Where(weightBefore.ContainsKey).Except(plan.Grow)];
        if (gone.Length > 0) Assert.All(stayed, c => Assert.True(Math.Abs(weightBefore[c]) >= gone.Max()));
    }

    private static Dictionary<Connection, float> ByConnection(Connections connections, ReadOnlySpan<float> values)
    {
        var map = new Dictionary<Connection, float>();
        int slot = 0;
        foreach (Connection c in connections.Enumerate().ToArray()) map.Add(c, values[slot++]);
        return map;
    }
}
