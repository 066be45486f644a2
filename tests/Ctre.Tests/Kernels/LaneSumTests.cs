using System.Runtime.Intrinsics;
using Ctre.Kernels;

namespace Ctre.Tests.Kernels;

public sealed class LaneSumTests
{
    [Fact]
    public void The_vector_sum_gives_the_bits_of_the_plain_one()
    {
        Rng random = Make.Random(1);
        for (int trial = 0; trial < 2000; trial++)
        {
            float[] lanes = [.. Enumerable.Range(0, 16).Select(_ => random.Symmetric(Math.Pow(10, random.Below(30) - 15)))];
            Bits.Same([LaneSum.Of(lanes)], [LaneSum.Of(Vector512.Create<float>(lanes))]);
            Bits.Same([LaneSum.Of(lanes.AsSpan(0, 8))], [LaneSum.Of(Vector256.Create<float>(lanes))]);
        }
    }

    [Fact]
    public void Sums_at_once_have_the_bits_of_each_alone()
    {
        Assert.SkipUnless(Vector512.IsHardwareAccelerated, "needs vectors of sixteen");
        Rng random = Make.Random(2);
        for (int trial = 0; trial < 500; trial++)
        {
            float[][] lanes = [.. Enumerable.Range(0, 4).Select(_ =>
                Enumerable.Range(0, 16).Select(_ => random.Symmetric(Math.Pow(10, random.Below(30) - 15))).ToArray())];
            Vector512<float>[] v = [.. lanes.Select(l => Vector512.Create<float>(l))];
            Vector128<float> sums = LaneSum.OfFour(v[0], v[1], v[2], v[3]);
            for (int i = 0; i < 4; i++) Bits.Same([LaneSum.Of(lanes[i])], [sums[i]]);
            Bits.Same([LaneSum.Of(lanes[0]) + LaneSum.Of(lanes[1])], [LaneSum.OfTwo(v[0], v[1])]);
        }
    }

    [Fact]
    public void Lanes_are_added_in_the_stated_order()
    {
        // (0+4)+(2+6) + (1+5)+(3+7): each pair cancels before it meets another.
        float[] lanes = [1e30f, 2e30f, 3e30f, 4e30f, -1e30f, -2e30f, -3e30f, -4e30f];
        Assert.Equal(0, LaneSum.Of(lanes));
        Assert.Equal(0, LaneSum.Of(Vector256.Create<float>(lanes)));
        lanes[0] = 1;
        lanes[4] = 0;
        Assert.Equal(1, LaneSum.Of(Vector256.Create<float>(lanes)));
    }
}
