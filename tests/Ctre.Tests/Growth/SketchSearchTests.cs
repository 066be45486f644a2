using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Tests.Growth;

public sealed class SketchSearchTests
{
    private const int Samples = 1024, Wanted = 200;

    [Fact]
    public void The_pairs_are_nearly_as_alike_as_the_best_and_no_thread_shows()
    {
        Rng random = Make.Random(1);
        float[][] prototypes = SimilarPairs.Prototypes(random, 12, Samples);
        NeuronRows outputs = SimilarPairs.Rows(random, 150, Samples, prototypes),
            inputs = SimilarPairs.Rows(random, 170, Samples, prototypes);
        Connections connections = Make.Topology(random, 150, 170, 0.03);
        bool[] free = [.. Enumerable.Range(0, connections.Count).Select(slot => slot % 5 == 0)];
        using var one = new WorkerTeam(1);
        Candidate[] exact = AbsentPairScan.Best(connections, free, outputs, inputs, Wanted, one);
        Candidate[] found = Search(outputs, inputs, connections, free, one);
        Assert.Equal(Wanted, found.Select(pair => pair.Position).Distinct().Count());
        Assert.True(SimilarPairs.Mass(found, outputs, inputs) > 0.995 * SimilarPairs.Mass(exact, outputs, inputs));
        HashSet<long> present = [.. connections.Enumerate().Where((_, slot) => !free[slot]).Select(c => c.Position(170))];
        Assert.All(found, pair => Assert.DoesNotContain(pair.Position, present));
        Assert.All(found, pair => Assert.Equal(SimilarPairs.Mass([pair], outputs, inputs), pair.Score, 1e-6));
        foreach (int threads in new[] { 2, 3, 5 })
        {
            using var team = new WorkerTeam(threads);
            Assert.Equal(found, Search(outputs, inputs, connections, free, team));
        }
    }

    [Fact]
    public void Where_there_is_less_than_is_wanted_all_of_it_is_found()
    {
        Rng random = Make.Random(2);
        NeuronRows outputs = SimilarPairs.Rows(random, 3, Samples, SimilarPairs.Prototypes(random, 2, Samples));
        using var team = new WorkerTeam(2);
        Assert.Equal(9, Search(outputs, outputs, Make.Topology(random, 3, 3, 0), [], team).Length);
    }

    private static Candidate[] Search(NeuronRows outputs, NeuronRows inputs, Connections connections, bool[] free, WorkerTeam team) =>
        SketchSearch.Best(connections, free, (outputs, SketchesOf(outputs)), (inputs, SketchesOf(inputs)), Wanted, team);

    private static CountSketch SketchesOf(NeuronRows rows)
    {
        var sketches = new CountSketch(rows.Neurons);
        float[] signs = CountSketch.Signs(7, Samples);
        for (int neuron = 0; neuron < rows.Neurons; neuron++) sketches.Take(neuron, rows.Row(neuron), signs);
        return sketches;
    }
}
