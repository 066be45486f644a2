using System.Globalization;
using System.Text;
using Ctre.Data.Formats.Text;

namespace Ctre.Tests.Data.Formats;

public sealed class NumberCellTests
{
    /// <summary>The base library's parser rounds correctly; ours must give the same bits for every text that it takes.</summary>
    [Fact]
    public void Numbers_are_read_to_the_last_bit()
    {
        Rng random = Rng.For(1, RandomPurpose.Generator);
        for (int i = 0; i < 200_000; i++) Same(Text(random));
    }

    [Theory]
    [InlineData("16777217")]
    [InlineData("16777219")]
    [InlineData("1.00000017881393432617")]
    [InlineData("1.000000178813934")]
    [InlineData("0.000000000000000000000000000000000000011754944")]
    [InlineData("1.17549435e-38")]
    [InlineData("1e-45")]
    [InlineData("7e-46")]
    [InlineData("3.4028235e38")]
    [InlineData("3.4028236e38")]
    [InlineData("-0")]
    [InlineData("0e999")]
    [InlineData("1e0000")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+7")]
    [InlineData("999999999999999")]
    [InlineData("123456789012345678901234567890")]
    public void Extreme_numbers_too(string text) => Same(text);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("+-1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1x")]
    [InlineData("0x10")]
    [InlineData("1e999")]
    [InlineData("inf")]
    [InlineData("nan")]
    [InlineData("1 2")]
    public void Other_texts_are_no_numbers(string text) => Assert.False(NumberCell.TryRead(Encoding.UTF8.GetBytes(text), out _));

    private static void Same(string text)
    {
        bool expected = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value);
        Assert.True(expected == NumberCell.TryRead(Encoding.UTF8.GetBytes(text), out float read), text);
        if (expected) Assert.True(BitConverter.SingleToInt32Bits(value) == BitConverter.SingleToInt32Bits(read), text);
    }

    private static string Text(Rng random)
    {
        StringBuilder text = new(random.Below(3) == 0 ? "-" : "");
        Digits((int)random.Below(10));
        if (random.Below(4) > 0)
        {
            text.Append('.');
            Digits((int)random.Below(12));
        }

        if (random.Below(4) == 0) text.Append(random.Below(2) == 0 ? "e-" : "E").Append(random.Below(45));
        return text.ToString();

        void Digits(int count)
        {
            for (int i = 0; i < count; i++) text.Append(random.Below(10));
        }
    }
}
