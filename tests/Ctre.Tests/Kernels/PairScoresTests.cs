using Ctre.Kernels;

namespace Ctre.Tests.Kernels;

public sealed class PairScoresTests
{
    [Theory]
    [MemberData(nameof(KernelShapes.Batches), MemberType = typeof(KernelShapes))]
    public void Blocks_give_the_bits_of_the_plain_twin(int batch)
    {
        Rng random = Make.Random(batch);
        Signal left = Make.RandomSignal(random, 20, batch), right = Make.RandomSignal(random, 20, batch);
        for (int height = 1; height <= 8; height++)
        {
            for (int width = 1; width <= 10; width++)
            {
                int i = (int)random.Below(20 - height), j = (int)random.Below(20 - width);
                float[] fast = Make.Floats(random, height * width);
                float[] plain = [.. fast];
                PairScores.Add(left, i, height, right, j, width, 0, left.Stride, fast);
                PairScores.AddPlain(left, i, height, right, j, width, 0, left.Stride, plain);
                Bits.Same(plain, fast);
            }
        }
    }

    [Fact]
    public void A_score_does_not_depend_on_its_block()
    {
        Rng random = Make.Random(5);
        Signal left = Make.RandomSignal(random, 12, 100), right = Make.RandomSignal(random, 12, 100);
        var whole = new float[144];
        PairScores.Add(left, 0, 12, right, 0, 12, 0, left.Stride, whole);
        for (int pair = 0; pair < 144; pair++)
        {
            var alone = new float[1];
            PairScores.Add(left, pair / 12, 1, right, pair % 12, 1, 0, left.Stride, alone);
            Bits.Same(alone, whole.AsSpan(pair, 1));
        }
    }

    [Fact]
    public void A_run_of_samples_counts_alone()
    {
        Rng random = Make.Random(6);
        Signal left = Make.RandomSignal(random, 4, 64), right = Make.RandomSignal(random, 5, 64);
        float[] fast = new float[20], plain = new float[20];
        PairScores.Add(left, 0, 4, right, 0, 5, 16, 24, fast);
        PairScores.AddPlain(left, 0, 4, right, 0, 5, 16, 24, plain);
        Bits.Same(plain, fast);
    }
}
