using Ctre.Topology;

namespace Ctre.Tests.Topology;

public sealed class DropTests
{
    [Fact]
    public void The_smallest_are_those_of_a_stable_sort()
    {
        Rng random = Make.Random(1);
        for (int trial = 0; trial < 300; trial++)
        {
            float[] weights = [.. Enumerable.Range(0, (int)random.Below(200)).Select(_ => Draw(random))];
            int count = (int)random.Below(weights.Length + 1);
            int[] expected = [.. Enumerable.Range(0, weights.Length).OrderBy(slot => Math.Abs(weights[slot])).Take(count).Order()];
            Assert.Equal(expected, Drop.SmallestMagnitude(weights, count));
        }
    }

    [Fact]
    public void Ties_go_to_the_lower_slot_and_negative_zero_is_zero()
    {
        Assert.Equal([0, 1], Drop.SmallestMagnitude([1, -1, 1, 1], 2));
        Assert.Equal([1, 2], Drop.SmallestMagnitude([1, -0f, 0, 0], 2));
        Assert.Equal([1], Drop.SmallestMagnitude([1, 0, -0f], 1));
        Assert.Equal([0, 2], Drop.SmallestMagnitude([float.Epsilon, 1, -0f], 2));
    }

    [Fact]
    public void None_all_and_more_than_all()
    {
        Assert.Empty(Drop.SmallestMagnitude([1, 2], 0));
        Assert.Empty(Drop.SmallestMagnitude([], 0));
        Assert.Equal([0, 1], Drop.SmallestMagnitude([1, 2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Drop.SmallestMagnitude([1, 2], 3));
    }

    private static float Draw(Rng random) => random.Below(7) switch
    {
        0 => 0,
        1 => -0f,
        2 => float.Epsilon * random.Below(3),
        3 => -1e-40f,
        4 => random.Below(2) == 0 ? 0.5f : -0.5f,
        5 => float.MaxValue,
        _ => random.Symmetric(1),
    };
}
