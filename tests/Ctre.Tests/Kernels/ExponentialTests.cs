using System.Runtime.Intrinsics;
using Ctre.Kernels;

namespace Ctre.Tests.Kernels;

public sealed class ExponentialTests
{
    [Fact]
    public void It_is_as_exact_as_the_system_is()
    {
        Rng random = Make.Random(1);
        double[] some = [0, -0.0, 1, -1, 0.5, -700, 700, -1e-300,
            .. Enumerable.Range(0, 20_000).Select(i => -random.Uniform() * (i % 2 == 0 ? 1 : 700))];
        Assert.All(some, x => Assert.InRange(Exponential.Of(x) / Math.Exp(x), 1 - 6e-16, 1 + 6e-16));
        Assert.Equal((1, 1), (Exponential.Of(0), Exponential.Of(-0.0)));
    }

    [Fact]
    public void Far_below_it_is_next_to_nothing_and_what_is_no_number_stays_so()
    {
        Assert.InRange(Exponential.Of(double.NegativeInfinity), 0, 1e-300);
        Assert.InRange(Exponential.Of(-1e9), 0, 1e-300);
        Assert.Equal(double.NaN, Exponential.Of(double.NaN));
    }

    [Fact]
    public void Four_at_once_have_the_bits_of_the_plain_twin()
    {
        Rng random = Make.Random(2);
        double[] special = [double.NaN, double.NegativeInfinity, -1e9, -700.5, -700, -1e-310, -0.0, 0];
        double[] some = [.. special, .. Enumerable.Range(0, 4000).Select(i => -random.Uniform() * Math.Pow(10, (i % 8) - 4))];
        for (int i = 0; i < some.Length; i += 4)
        {
            Vector256<double> powers = Exponential.Of(Vector256.Create(some, i));
            for (int lane = 0; lane < 4; lane++)
                Assert.Equal(BitConverter.DoubleToInt64Bits(Exponential.Of(some[i + lane])), BitConverter.DoubleToInt64Bits(powers[lane]));
        }
    }
}
