using Ctre.Kernels;

namespace Ctre.Tests.Kernels;

public sealed class SignalTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    public void Rows_are_padded_to_whole_lanes(int batch, int padded)
    {
        Assert.Equal(padded, Signal.Pad(batch));
        Assert.Equal((padded, 3 * padded), (new Signal(3, batch).Stride, new Signal(3, batch).Values.Length));
    }

    [Fact]
    public void A_signal_beyond_one_array_is_refused() =>
        Assert.Contains("smaller batch", Assert.Throws<InputException>(() => new Signal(10_000_000, 65_536)).Message);
}
