using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Tests.Growth;

public sealed class AbsentPairScanTests
{
    [Theory]
    [InlineData(1, 1, 8, 0)]
    [InlineData(3, 2, 5, 0.5)]
    [InlineData(47, 65, 20, 0.1)]
    [InlineData(48, 64, 24, 0.9)]
    [InlineData(49, 63, 600, 0.02)]
    [InlineData(100, 130, 40, 0.3)]
    [InlineData(150, 7, 1030, 0.3)]
    [InlineData(97, 300, 20, 0.1)]
    public void The_best_are_those_of_a_full_search(int outputs, int inputs, int samples, double density)
    {
        Rng random = Make.Random(outputs);
        Connections connections = Make.Topology(random, outputs, inputs, density);
        NeuronRows left = Make.RandomSignal(random, outputs, samples), right = Make.RandomSignal(random, inputs, samples);
        bool[] free = [.. Enumerable.Range(0, connections.Count).Select(_ => random.Below(4) == 0)];
        long[] absent = Absent(connections, free);
        foreach (int count in new[] { 0, 1, absent.Length / 3, absent.Length, absent.Length + 5 })
        {
            Candidate[] expected = [.. absent.Select(p => new Candidate(MathF.Abs(Plain(left, right, p, inputs)), p))
                .OrderByDescending(c => c.Score).ThenBy(c => c.Position).Take(count)];
            foreach (int threads in new[] { 1, 2, 3 })
            {
                using var team = new WorkerTeam(threads);
                Assert.Equal(expected, AbsentPairScan.Best(connections, free, left, right, count, team));
            }

            double weakest = expected.Select(c => Exact(left, right, c.Position, inputs)).DefaultIfEmpty(double.PositiveInfinity).Min();
            Assert.All(absent.Except(expected.Select(c => c.Position)), p => Assert.True(
                count == 0 || Exact(left, right, p, inputs) <= weakest + 1e-6 * samples));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ties_go_to_the_lower_position_across_blocks_and_threads(int threads)
    {
        Connections connections = Connections.FromPositions(100, 70, [0, 2, 70]);
        NeuronRows left = new(100, 8), right = new(70, 8);
        FillRows(left, 8, 1);
        FillRows(right, 8, -1);
        using var team = new WorkerTeam(threads);
        Candidate[] best = AbsentPairScan.Best(connections, [false, true, false], left, right, 300, team);
        Assert.Equal([1, .. Enumerable.Range(2, 68), .. Enumerable.Range(71, 231)], best.Select(c => (int)c.Position));
        Assert.All(best, c => Assert.Equal(8, c.Score));
    }

    /// <summary>Neurons that are compared with themselves: a sample may hold all of the best pairs, or none.</summary>
    [Theory]
    [InlineData(300, 300)]
    [InlineData(60, 1000)]
    [InlineData(1000, 60)]
    [InlineData(5, 3000)]
    public void Places_are_those_of_the_best_whatever_a_sample_tells(int outputs, int inputs)
    {
        Rng random = Make.Random(outputs);
        Connections connections = Make.Topology(random, outputs, inputs, 0.02);
        var free = new bool[connections.Count];
        NeuronRows left = Make.RandomSignal(random, outputs, 24), right = new(inputs, 24);
        for (int row = 0; row < inputs; row++) left.Row(row % outputs).CopyTo(right.Row(row));
        foreach (int count in new[] { 1, 40, 300, 700 })
        {
            using var one = new WorkerTeam(1);
            long[] expected = [.. AbsentPairScan.Best(connections, free, left, right, count, one).Select(c => c.Position).Order()];
            foreach (int threads in new[] { 1, 3 })
            {
                using var team = new WorkerTeam(threads);
                Assert.Equal(expected,
                    AbsentPairScan.Positions(connections, free, new WholeRows(left), new WholeRows(right), count, team, default).Order());
            }
        }
    }

    private static void FillRows(NeuronRows signal, int samples, float value)
    {
        for (int row = 0; row < signal.Neurons; row++) signal.Row(row)[..samples].Fill(value);
    }

    private static long[] Absent(Connections connections, bool[] free)
    {
        long[] present = [.. connections.Enumerate().Where((_, slot) => !free[slot]).Select(c => c.Position(connections.Inputs))];
        return [.. Enumerable.Range(0, (int)connections.Places).Select(p => (long)p).Except(present)];
    }

    private static float Plain(NeuronRows left, NeuronRows right, long position, int inputs) =>
        Definition.InnerProduct(left.Row((int)(position / inputs)), right.Row((int)(position % inputs)));

    private static double Exact(NeuronRows left, NeuronRows right, long position, int inputs)
    {
        double sum = 0;
        for (int s = 0; s < left.Stride; s++) sum += (double)left.Row((int)(position / inputs))[s] * right.Row((int)(position % inputs))[s];
        return Math.Abs(sum);
    }
}
