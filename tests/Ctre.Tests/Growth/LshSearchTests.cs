using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Tests.Growth;

public sealed class LshSearchTests
{
    private const int Samples = 64;

    [Fact]
    public void The_pairs_are_nearly_as_alike_as_the_best_and_no_thread_shows()
    {
        Rng random = Make.Random(1);
        float[][] prototypes = SimilarPairs.Prototypes(random, 100, Samples);
        NeuronRows outputs = SimilarPairs.Rows(random, 2000, Samples, prototypes),
            inputs = SimilarPairs.Rows(random, 1500, Samples, prototypes);
        Connections connections = Make.Topology(random, 2000, 1500, 0.002);
        bool[] free = [.. Enumerable.Range(0, connections.Count).Select(slot => slot % 5 == 0)];
        using var one = new WorkerTeam(1);
        Candidate[] exact = AbsentPairScan.Best(connections, free, outputs, inputs, 1200, one);
        Candidate[] found = LshSearch.Best(connections, free, outputs, inputs, 1200, 5, one);
        Assert.Equal(1200, found.Select(pair => pair.Position).Distinct().Count());
        Assert.Equal(found.Order(), found);
        Assert.True(SimilarPairs.Mass(found, outputs, inputs) > 0.95 * SimilarPairs.Mass(exact, outputs, inputs));
        HashSet<long> present = [.. connections.Enumerate().Where((_, slot) => !free[slot]).Select(c => c.Position(1500))];
        Assert.All(found, pair => Assert.DoesNotContain(pair.Position, present));
        foreach (int threads in new[] { 2, 3, 5 })
        {
            using var team = new WorkerTeam(threads);
            Assert.Equal(found, LshSearch.Best(connections, free, outputs, inputs, 1200, 5, team));
        }
    }

    [Fact]
    public void Equal_and_opposite_rows_are_found()
    {
        Rng random = Make.Random(2);
        NeuronRows outputs = Noise(random, 300), inputs = Noise(random, 400);
        inputs.Row(17).CopyTo(outputs.Row(5));
        for (int s = 0; s < Samples; s++) outputs.Row(250)[s] = -inputs.Row(333)[s];
        using var team = new WorkerTeam(2);
        Candidate[] best = LshSearch.Best(Make.Topology(random, 300, 400, 0), [], outputs, inputs, 2, 1, team);
        Assert.Equal([5 * 400 + 17, 250 * 400 + 333], best.Select(pair => pair.Position).Order());
    }

    /// <summary>All neurons in one bucket: the work stays in proportion to their number, and so do the pairs found.</summary>
    [Fact]
    public void A_crowd_in_one_bucket_is_cut()
    {
        var rows = new NeuronRows(5000, Samples);
        for (int neuron = 0; neuron < 5000; neuron++) rows.Row(neuron).Fill(1 / 8f);
        using var team = new WorkerTeam(2);
        Candidate[] found = LshSearch.Best(Make.Topology(Make.Random(3), 5000, 5000, 0), [], rows, rows, 1_000_000, 1, team);
        Assert.InRange(found.Length, 5000, 64 * 5000);
        Assert.All(found, pair => Assert.Equal(1, pair.Score, 1e-6f));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 37)]
    [InlineData(37, 1)]
    [InlineData(10, 9)]
    public void Small_layers_and_silent_neurons_do_no_harm(int outputs, int inputs)
    {
        Rng random = Make.Random(outputs);
        using var team = new WorkerTeam(2);
        NeuronRows left = Noise(random, outputs), right = Noise(random, inputs);
        right.Row(0).Clear();
        Candidate[] found = LshSearch.Best(Make.Topology(random, outputs, inputs, 0), [], left, right, 1000, 1, team);
        Assert.All(found, pair => Assert.NotEqual(0, pair.Position % inputs));
        Assert.Empty(LshSearch.Best(Make.Topology(random, outputs, inputs, 1), new bool[outputs * inputs], left, right, 1000, 1, team));
        Assert.Empty(LshSearch.Best(Make.Topology(random, outputs, inputs, 0), [], left, right, 0, 1, team));
    }

    private static NeuronRows Noise(Rng random, int neurons)
    {
        var signal = new NeuronRows(neurons, Samples);
        for (int neuron = 0; neuron < neurons; neuron++)
        {
            foreach (ref float value in signal.Row(neuron)) value = (float)random.Gaussian();
            RowNormalization.Scale(signal.Row(neuron), 0);
        }

        return signal;
    }
}
