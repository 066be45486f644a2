using Ctre.Sparse;
using Ctre.Tests.Golden;
using Ctre.Topology;

namespace Ctre.Tests.Topology;

public sealed class ErdosRenyiTests
{
    [Fact]
    public void Golden_counts()
    {
        Assert.NotEmpty(GoldenSchedules.All.ErdosRenyi);
        foreach (GoldenSchedules.Topology golden in GoldenSchedules.All.ErdosRenyi)
            Assert.Equal(golden.Connections, ErdosRenyi.Counts(golden.Sizes, golden.Epsilon));
    }

    [Fact]
    public void Halves_round_to_even_and_no_layer_passes_its_places()
    {
        Assert.Equal([2, 4], ErdosRenyi.Counts([2, 3, 4], 0.5)); // 2.5 and 3.5
        Assert.Equal([6, 12], ErdosRenyi.Counts([2, 3, 4], 1e300));
    }

    [Fact]
    public void Layers_without_a_connection_or_beyond_an_array_are_refused()
    {
        Assert.Contains("layer 1 would get no connection", Assert.Throws<InputException>(() => ErdosRenyi.Counts([2, 3], 0.01)).Message);
        Assert.Contains("layer 2 would get", Assert.Throws<InputException>(() => ErdosRenyi.Counts([2, 100_000, 100_000], 1e300)).Message);
    }

    [Fact]
    public void A_draw_has_the_count_and_depends_on_seed_and_layer_alone()
    {
        Connections Draw(long seed, int layer) => ErdosRenyi.Draw(50, 70, 300, seed, layer);
        Assert.Equal((50, 70, 300), (Draw(1, 0).Outputs, Draw(1, 0).Inputs, Draw(1, 0).Count));
        Assert.Equal(Draw(1, 0).Enumerate(), Draw(1, 0).Enumerate());
        Assert.NotEqual(Draw(1, 0).Enumerate(), Draw(2, 0).Enumerate());
        Assert.NotEqual(Draw(1, 0).Enumerate(), Draw(1, 1).Enumerate());
        Assert.Equal(3500, ErdosRenyi.Draw(50, 70, 3500, 1, 0).Count);
    }

    [Fact]
    public void Every_place_is_equally_likely()
    {
        var counts = new int[12];
        for (int seed = 0; seed < 6000; seed++)
            foreach (Connection c in ErdosRenyi.Draw(3, 4, 4, seed, 0).Enumerate()) counts[c.Position(4)]++;
        // Draws without replacement vary less than a chi-square of 11 degrees: below its 0.999 quantile.
        Assert.InRange(counts.Sum(n => (n - 2000.0) * (n - 2000.0) / 2000), 0, 31.26);
    }
}
