using Ctre.Data;
using Ctre.Optimization;

namespace Ctre.Tests;

public sealed class EnumNamesTests
{
    [Fact]
    public void Words_are_unique_and_make_the_round_trip()
    {
        Check<DistributionKind>("er, uniform, list");
        Check<GrowInitKind>("uniform, zero");
        Check<ScalerKind>("minmax, standard, none");
        Check<ScheduleKind>("constant, cosine, linear, step");
        Check<WeightInitKind>("glorot, fan-in");
    }

    [Fact]
    public void Case_does_not_matter_and_other_words_are_unknown()
    {
        Assert.True(EnumNames<WeightInitKind>.TryParse("Fan-IN", out WeightInitKind kind));
        Assert.Equal(WeightInitKind.FanIn, kind);
        foreach (string word in new[] { "", " glorot", "FanIn", "1" }) Assert.False(EnumNames<WeightInitKind>.TryParse(word, out _));
    }

    private static void Check<T>(string words)
        where T : struct, Enum
    {
        Assert.Equal(words, string.Join(", ", EnumNames<T>.Words));
        Assert.Equal(EnumNames<T>.Words.Count, EnumNames<T>.Words.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        foreach (T value in Enum.GetValues<T>())
        {
            Assert.True(EnumNames<T>.TryParse(EnumNames<T>.Of(value), out T read));
            Assert.Equal(value, read);
        }
    }
}
