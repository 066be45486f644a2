using Ctre.Sparse;

namespace Ctre.Tests.Sparse;

public sealed class AbsentPositionsTests
{
    [Fact]
    public void Samples_are_distinct_rising_in_range_and_outside_the_occupied()
    {
        Rng random = Make.Random(1);
        for (int trial = 0; trial < 500; trial++)
        {
            int places = 1 + (int)random.Below(60);
            long[] occupied = [.. Enumerable.Range(0, places).Where(_ => random.Below(3) == 0).Select(p => (long)p)];
            int count = (int)random.Below(places - occupied.Length + 1);
            long[] drawn = AbsentPositions.Sample(random, places, occupied, count);
            Assert.Equal(count, drawn.Length);
            Assert.Equal(drawn.Distinct().Order(), drawn);
            Assert.Empty(drawn.Intersect(occupied));
            Assert.All(drawn, place => Assert.InRange(place, 0, places - 1));
        }
    }

    [Fact]
    public void All_absent_places_can_be_drawn()
    {
        Assert.Equal([0, 2, 3, 5], AbsentPositions.Sample(Make.Random(1), 6, [1, 4], 4));
        Assert.Equal([0, 1, 2], AbsentPositions.Sample(Make.Random(1), 3, [], 3));
        Assert.Empty(AbsentPositions.Sample(Make.Random(1), 2, [0, 1], 0));
    }

    [Fact]
    public void More_than_there_are_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AbsentPositions.Sample(Make.Random(1), 6, [1, 4], 5));

    [Fact]
    public void A_huge_layer_costs_no_more_than_its_sample()
    {
        const long places = 4_000_000_000_000_000;
        long[] drawn = AbsentPositions.Sample(Make.Random(1), places, [0, 1, places - 1], 1000);
        Assert.Equal(1000, drawn.Distinct().Count());
        Assert.InRange(drawn[^1], places / 2, places - 2);
    }

    [Theory]
    [InlineData(1, 16.27)] // 4 sets, 3 degrees of freedom, p = 0.001
    [InlineData(2, 20.52)] // 6 sets, 5 degrees: the complement's turn begins above half
    [InlineData(3, 16.27)]
    public void Every_set_is_equally_likely(int count, double critical)
    {
        const int draws = 12_000;
        Rng random = Make.Random(count);
        var seen = new Dictionary<string, int>();
        for (int i = 0; i < draws; i++)
        {
            string set = string.Join(',', AbsentPositions.Sample(random, 6, [1, 4], count));
            seen[set] = seen.GetValueOrDefault(set) + 1;
        }

        int sets = count == 2 ? 6 : 4;
        Assert.Equal(sets, seen.Count);
        double expected = (double)draws / sets;
        Assert.InRange(seen.Values.Sum(n => (n - expected) * (n - expected) / expected), 0, critical);
    }

    [Fact]
    public void The_stream_decides()
    {
        long[] Draw(long seed) => AbsentPositions.Sample(Make.Random(seed), 10_000, [5, 77], 100);
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }
}
