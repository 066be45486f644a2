using Ctre.Topology;

namespace Ctre.Tests.Topology;

public sealed class ConnectionBudgetTests
{
    [Theory]
    [InlineData(DistributionKind.ErdosRenyi)]
    [InlineData(DistributionKind.Uniform)]
    [InlineData(DistributionKind.List)]
    public void The_total_is_the_request_exactly(DistributionKind distribution)
    {
        Rng random = Make.Random((long)distribution);
        for (int trial = 0; trial < 2000; trial++)
        {
            int[] sizes = [.. Enumerable.Range(0, 2 + (int)random.Below(5)).Select(_ => 1 + (int)Math.Pow(10, 3 * random.Uniform()))];
            double density = trial % 10 == 0 ? 1 : Math.Pow(random.Uniform(), 1 + random.Below(4)) + 1e-9;
            Recipe recipe = new()
            {
                Density = Math.Min(1, density),
                Distribution = distribution,
                LayerDensities = [.. sizes.Skip(1).Select(_ => 0.001 + 0.999 * random.Uniform())],
            };
            double[] places = [.. sizes.Skip(1).Select((size, l) => (double)size * sizes[l])];
            double total = Math.Round(recipe.Density.Value * places.Sum());
            if (total < places.Length)
            {
                Assert.Contains("too few", Assert.Throws<InputException>(() => ConnectionBudget.Counts(sizes, recipe)).Message);
                continue;
            }

            int[] counts = ConnectionBudget.Counts(sizes, recipe);
            string what = $"{string.Join('-', sizes)} density {recipe.Density}: {string.Join(' ', counts)}";
            Assert.True(counts.Sum(count => (double)count) == total, what);
            Assert.True(counts.Zip(places).All(layer => layer.First >= 1 && layer.First <= layer.Second), what);
        }
    }

    [Fact]
    public void Shares_follow_the_distribution()
    {
        int[] sizes = [100, 300, 200];
        int[] Counts(DistributionKind kind, double[]? list = null) =>
            ConnectionBudget.Counts(sizes, new() { Density = 0.1, Distribution = kind, LayerDensities = list ?? [] });
        Assert.Equal([3000, 6000], Counts(DistributionKind.Uniform));
        Assert.Equal([4000, 5000], Counts(DistributionKind.ErdosRenyi)); // 400 : 500
        Assert.Equal([6000, 3000], Counts(DistributionKind.List, [0.4, 0.1])); // 12,000 : 6,000
    }

    [Fact]
    public void A_layer_that_would_overflow_becomes_dense_and_the_others_take_the_rest() =>
        Assert.Equal([39_600, 400], ConnectionBudget.Counts([400, 200, 2], new() { Density = 40_000 / 80_400.0 }));

    [Fact]
    public void Without_a_density_epsilon_decides()
    {
        int[] sizes = [500, 1000, 1000, 2];
        Assert.Equal([1500, 2000, 1002], ConnectionBudget.Counts(sizes, new() { Epsilon = 1 }));
        Assert.Equal(4502, ConnectionBudget.Counts(sizes, new() { Epsilon = 1, Distribution = DistributionKind.Uniform }).Sum());
        Assert.Equal([5000, 1_000_000, 20], ConnectionBudget.Counts(
            sizes, new() { Distribution = DistributionKind.List, LayerDensities = [0.01, 1, 0.01] }));
    }

    [Fact]
    public void What_was_requested_is_known_before_it_is_rounded()
    {
        int[] sizes = [4, 16, 3];
        Check(new() { Epsilon = 3 }, [60 / 64.0, 1], 108 / 112.0); // 3 · (4 + 16) of 64; 3 · (16 + 3) > 48
        Check(new() { Epsilon = 2, Distribution = DistributionKind.Uniform }, [78 / 112.0, 78 / 112.0], 78 / 112.0);
        Check(new() { Density = 0.3 }, [null, null], 0.3);
        Check(new() { Density = 0.3, Distribution = DistributionKind.Uniform }, [0.3, 0.3], 0.3);
        Check(new() { Distribution = DistributionKind.List, LayerDensities = [0.5, 0.25] }, [0.5, 0.25], 44 / 112.0);

        void Check(Recipe recipe, double?[] layers, double network)
        {
            (double?[] ofLayers, double ofNetwork) = ConnectionBudget.Requested(sizes, recipe);
            Assert.Equal(layers, ofLayers);
            Assert.Equal(network, ofNetwork, 1e-12);
        }
    }

    [Fact]
    public void Extreme_shapes_and_densities()
    {
        Assert.Equal([20, 4], ConnectionBudget.Counts([10, 2, 2], new() { Density = 1 }));
        Assert.Equal([1, 1], ConnectionBudget.Counts([10, 10, 10], new() { Density = 0.01 }));
        Assert.Equal([1, 1], ConnectionBudget.Counts([1, 1, 1], new() { Density = 1 }));
        int[] wide = ConnectionBudget.Counts([100_000, 2, 3], new() { Density = 0.9 });
        Assert.Equal((180_005, 6), (wide.Sum(), wide[1]));
    }

    [Fact]
    public void Requests_that_cannot_be_met_are_refused()
    {
        Assert.Contains("more than", Refused([100_000, 100_000], new() { Density = 1 }));
        Assert.Contains("names 1 densities, the network has 2 layers",
            Refused([4, 4, 4], new() { Distribution = DistributionKind.List, LayerDensities = [0.5] }));
        Assert.Contains("layer 1 would get no connection",
            Refused([4, 4, 4], new() { Distribution = DistributionKind.List, LayerDensities = [0.01, 1] }));
    }

    private static string Refused(int[] sizes, Recipe recipe) =>
        Assert.Throws<InputException>(() => ConnectionBudget.Counts(sizes, recipe)).Message;
}
