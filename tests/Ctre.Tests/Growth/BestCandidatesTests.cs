using Ctre.Growth;

namespace Ctre.Tests.Growth;

public sealed class BestCandidatesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(100)]
    [InlineData(5000)]
    public void The_best_are_those_of_a_full_sort_whatever_the_order_of_arrival(int wanted)
    {
        Rng random = Make.Random(wanted);
        Candidate[] all = [.. Enumerable.Range(0, 3000).Select(p => new Candidate(random.Below(50), p))];
        Candidate[] expected = [.. all.OrderByDescending(c => c.Score).ThenBy(c => c.Position).Take(wanted)];
        for (int trial = 0; trial < 3; trial++)
        {
            random.Shuffle<Candidate>(all);
            var best = new BestCandidates(wanted);
            foreach (Candidate candidate in all)
                if (candidate.Score >= best.Threshold) best.Add(candidate);
            Assert.Equal(expected, best.Best().ToArray());
        }
    }
}
