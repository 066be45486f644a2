using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Topology;
using Ctre.Topology.Papers;

namespace Ctre.Tests.Topology.Papers;

public sealed class ChtsTests
{
    /// <summary>
    /// Outputs o0: f0 f1, o1: f1 f2, o2: f2. Paths: (f2, o0) by o1–f1; (f0, o1) by o0–f1; (f1, o2) by o1–f2; (f0, o2) needs
    /// five steps. In (f2, o0) the links of o1 go to f2 and f1, those of f1 to o1 and o0: none leaves, score 1. In (f0, o1)
    /// nothing leaves either, nor in (f1, o2).
    /// </summary>
    [Fact]
    public void Scores_of_a_chain_by_hand()
    {
        var connections = new Connections(3, 3, [0, 2, 4, 5], [0, 1, 1, 2, 2]);
        Assert.Equal([[0.0, 0, 1], [1, 0, 0], [0, 1, 0]], All(connections));
    }

    /// <summary>
    /// Outputs o0: f0, o1: f0 f1 f2, o2: f2 and o3: f0. The only path of (f1, o0) is f1 – o1 – f0 – o0; of o1 the link to f2
    /// leaves, of f0 the link to o3: 1/√(2·2). (f2, o0) likewise: of o1 f1 leaves, of f0 o3.
    /// </summary>
    [Fact]
    public void Links_that_leave_the_community_weaken_a_path_by_hand()
    {
        var connections = new Connections(4, 3, [0, 1, 4, 5, 6], [0, 0, 1, 2, 2, 0]);
        double[][] scores = All(connections);
        Assert.Equal([0, 0.5, 0.5], scores[0]);
        Assert.Equal([1 / Math.Sqrt(2), 1 / Math.Sqrt(2), 0], scores[2]); // of o1 one link leaves, of f2 none
        Assert.Equal(scores[0], scores[3]);
    }

    [Fact]
    public void Scores_equal_a_brute_force_enumeration_of_paths()
    {
        int positive = 0;
        for (int trial = 0; trial < 60; trial++)
        {
            Rng random = Make.Random(trial);
            int outputs = 3 + trial % 7, inputs = 4 + trial % 5;
            Connections connections = Make.Layer(random, outputs, inputs, 0.15 + 0.6 * random.Uniform()).Connections;
            double[][] expected = BruteForce(connections), actual = All(connections);
            for (int v = 0; v < outputs; v++)
                for (int u = 0; u < inputs; u++) Assert.Equal(expected[v][u], actual[v][u], 12);
            positive += expected.Sum(row => row.Count(score => score > 0));
        }

        Assert.InRange(positive, 300, 3000);
    }

    [Fact]
    public void Places_are_drawn_in_proportion_to_their_scores()
    {
        var connections = new Connections(4, 3, [0, 1, 4, 5, 6], [0, 0, 1, 2, 2, 0]);
        using var scene = Scene(connections);
        var drawn = new Dictionary<long, int>();
        const int Draws = 20_000;
        for (int seed = 0; seed < Draws; seed++)
        {
            long place = Assert.Single(Chts.Sample(scene.Context(0, new DropGrowCounts(1, 1), seed), connections, 1));
            drawn[place] = drawn.GetValueOrDefault(place) + 1;
        }

        double[][] scores = All(connections);
        double total = scores.Sum(row => row.Sum());
        Assert.Equal(6, drawn.Count);
        foreach ((long place, int count) in drawn)
        {
            double share = scores[place / 3][place % 3] / total;
            double deviation = Math.Sqrt(share * (1 - share) / Draws);
            Assert.InRange((double)count / Draws, share - 5 * deviation, share + 5 * deviation);
        }
    }

    [Fact]
    public void Where_paths_are_too_few_the_rest_is_random()
    {
        // Two connections are kept and they share no neuron: there is no path at all.
        var connections = new Connections(4, 4, [0, 1, 2, 3, 4], [0, 1, 2, 3]);
        using var scene = Scene(connections);
        var grown = new HashSet<Connection>();
        for (int seed = 0; seed < 300; seed++)
        {
            RewirePlan plan = new Chts().Plan(scene.Context(0, new DropGrowCounts(2, 2), seed));
            Assert.Equal([0, 1], plan.Drop);
            Assert.Equal(2, plan.Grow.Count);
            grown.UnionWith(plan.Grow);
        }

        Assert.Equal(14, grown.Count); // any place but (2, 2) and (3, 3), the just dropped ones as well
    }

    private static double[][] All(Connections connections)
    {
        var paths = new PathScores(connections);
        return [.. Enumerable.Range(0, connections.Outputs).Select(output => paths.Of(output).ToArray())];
    }

    /// <summary>The definition, word for word: all quadruples of nodes.</summary>
    private static double[][] BruteForce(Connections connections)
    {
        HashSet<Connection> links = [.. connections.Enumerate()];
        (int outputs, int inputs) = (connections.Outputs, connections.Inputs);
        var scores = new double[outputs][];
        for (int v = 0; v < outputs; v++)
        {
            scores[v] = new double[inputs];
            for (int u = 0; u < inputs; u++)
            {
                if (links.Contains(new(v, u))) continue;
                List<(int Z1, int Z2)> paths = [];
                for (int z1 = 0; z1 < outputs; z1++)
                    for (int z2 = 0; z2 < inputs; z2++)
                        if (z1 != v && z2 != u && links.Contains(new(z1, u)) && links.Contains(new(z1, z2)) && links.Contains(new(v, z2)))
                            paths.Add((z1, z2));
                HashSet<int> ones = [.. paths.Select(path => path.Z1)], twos = [.. paths.Select(path => path.Z2)];
                foreach ((int z1, int z2) in paths)
                {
                    int leaving1 = links.Count(link => link.Output == z1 && link.Input != u && !twos.Contains(link.Input));
                    int leaving2 = links.Count(link => link.Input == z2 && link.Output != v && !ones.Contains(link.Output));
                    scores[v][u] += 1 / Math.Sqrt((1.0 + leaving1) * (1.0 + leaving2));
                }
            }
        }

        return scores;
    }

    private static RewireScene Scene(Connections connections)
    {
        float[] weights = [.. Enumerable.Range(1, connections.Count).Select(slot => (float)slot)];
        var layer = new SparseLayer(connections, weights, new float[connections.Outputs]);
        return new RewireScene(
            new Network([layer], Activations.Linear), Make.Clusters(1, 8, connections.Inputs, connections.Outputs));
    }
}
