using Ctre.Sparse;

namespace Ctre.Tests.Sparse;

/// <summary><see cref="Connections.Rewire"/>, the one place that changes structure, and the map it gives.</summary>
public sealed class RewireTests
{
    // Slots 0..3: (0, 1), (0, 3), (1, 0), (2, 2).
    private static readonly Connections Old = new(3, 4, [0, 2, 3, 4], [1, 3, 0, 2]);

    [Fact]
    public void What_is_dropped_leaves_and_what_is_grown_comes()
    {
        (Connections rewired, SlotMap map) = Old.Rewire(new RewirePlan([1, 2], [new(0, 0), new(1, 3), new(2, 3)]));
        Assert.Equal([new(0, 0), new(0, 1), new(1, 3), new(2, 2), new(2, 3)], rewired.Enumerate());
        Assert.Equal([SlotMap.New, 0, SlotMap.New, 3, SlotMap.New], map.OldSlots.ToArray());
        Assert.Equal((3, 4), (map.Grown, map.OldCount));
        Assert.Equal([0, 10, 0, 13, 0], map.Carry([10, 11, 12, 13]));
    }

    [Fact]
    public void What_is_dropped_and_grown_stays_as_it_was()
    {
        (Connections rewired, SlotMap map) = Old.Rewire(new RewirePlan([0, 2], [new(0, 1), new(2, 0)]));
        Assert.Equal([new(0, 1), new(0, 3), new(2, 0), new(2, 2)], rewired.Enumerate());
        Assert.Equal([0, 1, SlotMap.New, 3], map.OldSlots.ToArray());
        Assert.Equal(1, map.Grown);
    }

    [Fact]
    public void Nothing_changes_nothing_and_everything_may_leave()
    {
        Assert.Equal([0, 1, 2, 3], Old.Rewire(RewirePlan.Nothing).Map.OldSlots.ToArray());
        Assert.Equal(0, Old.Rewire(new RewirePlan([0, 1, 2, 3], [])).Connections.Count);
        Assert.True(RewirePlan.Nothing.IsEmpty);
        Assert.False(new RewirePlan([0], []).IsEmpty || new RewirePlan([], [new(0, 0)]).IsEmpty);
    }

    [Theory]
    [InlineData(new[] { 1 }, 0, 1)] // present and not dropped
    [InlineData(new int[0], 2, 2)] // present and last
    [InlineData(new[] { 1 }, 3, 0)] // outside: output
    [InlineData(new[] { 1 }, 0, 4)] // outside: input
    [InlineData(new[] { 1 }, -1, 0)]
    [InlineData(new[] { 1 }, 0, -1)]
    [InlineData(new[] { 4 }, 0, 0)] // no such slot
    [InlineData(new[] { -1 }, 0, 0)]
    public void A_plan_that_does_not_fit_is_refused(int[] drop, int output, int input) =>
        Assert.Throws<ArgumentException>(() => Old.Rewire(new RewirePlan(drop, [new Connection(output, input)])));

    [Fact]
    public void Plans_rise_strictly()
    {
        Assert.Throws<ArgumentException>(() => new RewirePlan([1, 1], []));
        Assert.Throws<ArgumentException>(() => new RewirePlan([2, 1], []));
        Assert.Throws<ArgumentException>(() => new RewirePlan([], [new(0, 1), new(0, 1)]));
        Assert.Throws<ArgumentException>(() => new RewirePlan([], [new(1, 0), new(0, 1)]));
    }

    [Fact]
    public void A_map_carries_only_arrays_of_its_length() =>
        Assert.Throws<ArgumentException>(() => Old.Rewire(RewirePlan.Nothing).Map.Carry([1, 2, 3]));

    [Fact]
    public void Random_plans_do_what_sets_do()
    {
        Rng random = Make.Random(1);
        for (int trial = 0; trial < 200; trial++)
        {
            int outputs = 1 + (int)random.Below(9), inputs = 1 + (int)random.Below(9);
            Connections old = Make.Topology(random, outputs, inputs, random.Uniform());
            Connection[] before = [.. old.Enumerate()];
            int[] drop = [.. Enumerable.Range(0, old.Count).Where(_ => random.Below(3) == 0)];
            long[] kept = [.. before.Where((_, slot) => !drop.Contains(slot)).Select(c => c.Position(inputs))];
            long[] grow = AbsentPositions.Sample(random, old.Places, kept, (int)random.Below(old.Places - kept.Length + 1));
            (Connections rewired, SlotMap map) = old.Rewire(new RewirePlan(drop, [.. grow.Select(p => Connection.At(p, inputs))]));
            Connection[] after = [.. rewired.Enumerate()];
            Assert.Equal(kept.Concat(grow).Order(), after.Select(c => c.Position(inputs)));
            for (int slot = 0; slot < after.Length; slot++)
                Assert.Equal(Array.IndexOf(before, after[slot]), map.OldSlots[slot]);
        }
    }
}
