using Ctre.Data;
using Xunit.Sdk;

namespace Ctre.Tests.Data.Formats.Fuzzing;

/// <summary>What a bad reader does is noticed.</summary>
public sealed class FuzzTests
{
    private const string Table = "1,2,0\n3,4,1\n5,6,0\n";

    public static TheoryData<string, Func<string, LoadedData>> BadReaders => new()
    {
        { "FormatException: bad", _ => throw new FormatException("bad") },
        { "not one line: two", path => throw new InputException($"two\nlines about {path}") },
        { "no file is named: something is wrong", _ => throw new InputException("something is wrong") },
        { "row 0 holds Infinity", _ => Loaded(float.PositiveInfinity) },
        { "there are no rows", _ => Loaded() },
        { "bytes were allocated", _ => Loaded(new float[20_000_000].Length) },
    };

    [Theory]
    [MemberData(nameof(BadReaders))]
    public void A_bad_reader_is_reported_with_the_file(string report, Func<string, LoadedData> read)
    {
        FuzzSeed seed = FuzzSeed.File("t.csv", Table) with
        {
            Load = (path, options) => File.ReadAllText(path) == Table ? DataSource.Load(path, options) : read(path),
        };
        string message = Assert.Throws<XunitException>(() => Fuzz.Try("self", seed)).Message;
        Assert.Contains(report, message);
        string kept = message[(message.LastIndexOf("Kept: ", StringComparison.Ordinal) + 6)..];
        Assert.NotEqual(Table, File.ReadAllText(kept));
        Directory.Delete(Path.GetDirectoryName(kept)!, recursive: true);
    }

    [Fact]
    public void Damage_depends_on_the_seed_alone()
    {
        byte[] content = "a,b\n1,2\n"u8.ToArray();
        byte[][] damaged = [.. Enumerable.Range(0, 200).Select(file => Mutation.Of(content, content, Make.Random(file)))];
        Assert.Equal("a,b\n1,2\n"u8.ToArray(), content);
        Assert.Equal(damaged, Enumerable.Range(0, 200).Select(file => Mutation.Of(content, content, Make.Random(file))));
        Assert.InRange(damaged.DistinctBy(Convert.ToHexString).Count(), 150, 200);
    }

    private static LoadedData Loaded(params float[] values) => new(new Dataset("d", 1, values, [], []));
}
