namespace Ctre.Tests;

/// <summary>Equality to the last bit: −0 differs from 0, a NaN equals itself.</summary>
internal static class Bits
{
    public static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what = "values")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToUInt32Bits(expected[i]) != BitConverter.SingleToUInt32Bits(actual[i]))
                Assert.Fail($"{what} differ at {i}: {expected[i]:R} and {actual[i]:R}");
        }
    }
}
