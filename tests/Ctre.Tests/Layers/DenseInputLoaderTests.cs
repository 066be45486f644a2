using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;

namespace Ctre.Tests.Layers;

public sealed class DenseInputLoaderTests
{
    /// <summary>Batches beside squares and cache lines, features beside squares, room for as many and for more.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 5)]
    [InlineData(8, 8, 64)]
    [InlineData(17, 16, 16)]
    [InlineData(40, 17, 48)]
    [InlineData(33, 48, 112)]
    [InlineData(24, 100, 112)]
    public void Each_value_is_scaled_into_its_place_and_the_rest_is_0(int features, int rows, int room)
    {
        Rng random = Make.Random(features);
        float[] values = Make.Floats(random, 120 * features);
        values[0] = float.NaN;
        values[^1] = -0f;
        var data = new Dataset("rows", features, values, new int[120], ["a", "b"]);
        Scaler scaler = Scaler.Fit(ScalerKind.Standard, DataSlice.All(data));
        int[] some = [0, .. Enumerable.Range(0, rows - 1).Select(_ => (int)random.Below(120))];
        var target = new NeuronRows(features, room);
        target.Values.Fill(7);
        DenseInputLoader.Load(data, some, scaler, target);
        for (int f = 0; f < features; f++)
        {
            float[] expected = [.. some.Select(row => scaler.Scale(data.Row(row)[f], f)), .. new float[target.Stride - rows]];
            Bits.Same(expected, target.Row(f), $"feature {f}");
        }
    }
}
