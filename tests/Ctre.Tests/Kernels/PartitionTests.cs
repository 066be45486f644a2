using Ctre.Kernels;

namespace Ctre.Tests.Kernels;

public sealed class PartitionTests
{
    [Fact]
    public void Shares_follow_each_other_and_cover_everything()
    {
        Rng random = Make.Random(1);
        for (int trial = 0; trial < 200; trial++)
        {
            int items = (int)random.Below(50), workers = 1 + (int)random.Below(9);
            int[] offsets = [0, .. Enumerable.Range(0, items).Select(_ => (int)random.Below(30))];
            for (int i = 1; i < offsets.Length; i++) offsets[i] += offsets[i - 1];
            Covers(items, workers, worker => Partition.Even(items, worker, workers));
            Covers(items, workers, worker => Partition.Balanced(offsets, worker, workers));
        }
    }

    [Fact]
    public void A_crowded_row_gets_a_worker_of_its_own()
    {
        int[] offsets = [0, 1000, 1001, 1002, 1003];
        Assert.Equal((0, 1), Partition.Balanced(offsets, 0, 2));
        Assert.Equal((1, 4), Partition.Balanced(offsets, 1, 2));
    }

    [Fact]
    public void Items_beyond_32_bits_of_product_don_t_overflow() =>
        Assert.Equal((1_500_000_000, 2_000_000_000), Partition.Even(2_000_000_000, 3, 4));

    private static void Covers(int items, int workers, Func<int, (int Begin, int End)> share)
    {
        int at = 0;
        for (int worker = 0; worker < workers; worker++)
        {
            (int begin, int end) = share(worker);
            Assert.Equal(at, begin);
            Assert.True(end >= begin);
            at = end;
        }

        Assert.Equal(items, at);
    }
}
