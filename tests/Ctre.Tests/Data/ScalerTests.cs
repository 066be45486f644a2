using Ctre.Data;

namespace Ctre.Tests.Data;

public sealed class ScalerTests
{
    private static Dataset Column(params float[] values) => new("t", 1, values, [], []);

    private static float[] Scaled(ScalerKind kind, float[] training, params float[] values)
    {
        Scaler scaler = Scaler.Fit(kind, DataSlice.All(Column(training)));
        var scaled = new float[1];
        return [.. values.Select(value =>
        {
            scaler.Apply([value], scaled);
            return scaled[0];
        })];
    }

    [Fact]
    public void Min_max_sends_the_training_range_to_0_and_1_and_clips_nothing() =>
        Assert.Equal([0, 0.5f, 1, 2, -1], Scaled(ScalerKind.MinMax, [2, 6, 4], 2, 4, 6, 10, -2));

    [Fact]
    public void Standard_uses_the_population_mean_and_deviation() =>
        Assert.Equal([-1, 1, 2], Scaled(ScalerKind.Standard, [2, 6, 2, 6], 2, 6, 8));

    [Fact]
    public void None_leaves_values_as_they_are() => Assert.Equal([2, -7.5f], Scaled(ScalerKind.None, [2, 6], 2, -7.5f));

    [Theory]
    [InlineData(ScalerKind.MinMax)]
    [InlineData(ScalerKind.Standard)]
    public void A_constant_feature_scales_to_0(ScalerKind kind) =>
        Assert.Equal([0, 0, 0], Scaled(kind, [0.1f, 0.1f, 0.1f], 0.1f, 5, float.MaxValue));

    [Theory]
    [InlineData(ScalerKind.MinMax, -3e38f, 3e38f)]
    [InlineData(ScalerKind.Standard, -3e38f, 3e38f)]
    [InlineData(ScalerKind.MinMax, float.MinValue, float.MaxValue)]
    [InlineData(ScalerKind.Standard, float.MinValue, float.MaxValue)]
    [InlineData(ScalerKind.MinMax, 0, float.Epsilon)]
    [InlineData(ScalerKind.Standard, 0, float.Epsilon)]
    [InlineData(ScalerKind.MinMax, 1, 1.0000001f)]
    public void Extreme_ranges_stay_finite(ScalerKind kind, float least, float most)
    {
        float[] scaled = Scaled(kind, [least, most], least, most, 0, float.MinValue, float.MaxValue);
        Assert.All(scaled, value => Assert.True(float.IsFinite(value)));
        Assert.True(scaled[0] <= scaled[1]);
    }

    [Fact]
    public void Min_max_never_leaves_the_unit_interval_on_training_rows()
    {
        Rng random = Rng.For(1, RandomPurpose.Generator);
        for (int i = 0; i < 2000; i++)
        {
            float[] pair = [Draw(), Draw()];
            Assert.All(Scaled(ScalerKind.MinMax, pair, pair), value => Assert.InRange(value, 0, 1));
        }

        float Draw() => random.Symmetric(Math.Pow(10, random.Below(60) - 30));
    }

    [Fact]
    public void Only_the_rows_of_the_slice_count()
    {
        Scaler scaler = Scaler.Fit(ScalerKind.MinMax, new DataSlice(Column(1, 100, 3), [0, 2]));
        Assert.Equal((1f, 0.5f), (scaler.Offset[0], scaler.Factor[0]));
        Assert.Throws<ArgumentException>(() => Scaler.Fit(ScalerKind.None, new DataSlice(Column(1), [])));
    }

    [Fact]
    public void Arrays_that_make_no_scale_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Scaler(ScalerKind.None, [1], [1, 2]));
        Assert.Throws<ArgumentException>(() => new Scaler(ScalerKind.None, [], []));
        Assert.Throws<ArgumentException>(() => new Scaler(ScalerKind.None, [float.NaN], [1]));
        Assert.Throws<ArgumentException>(() => new Scaler(ScalerKind.None, [1], [float.PositiveInfinity]));
    }
}
