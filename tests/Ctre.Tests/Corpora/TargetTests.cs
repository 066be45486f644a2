using System.Text;
using System.Text.Json.Nodes;
using Ctre.Fuzzing;
using Ctre.Tests.Data;

namespace Ctre.Tests.Corpora;

/// <summary>What a bad reader does is noticed, and a consistent file is one.</summary>
public sealed class TargetTests
{
    public static TheoryData<string, Func<string, Action>> BadReaders => new()
    {
        { "FormatException: bad", _ => throw new FormatException("bad") },
        { "not one line: two", path => throw new InputException($"two\nlines about {path}") },
        { "no file is named: something is wrong", _ => throw new InputException("something is wrong") },
        { "bytes were allocated", _ => Nothing(new byte[100 << 20].Length) },
        { "FormatException: late", _ => () => throw new FormatException("late") },
        { "not one line: late", _ => () => throw new InputException("late\n") },
    };

    [Theory]
    [MemberData(nameof(BadReaders))]
    public void A_bad_reader_is_reported(string report, Func<string, Action> load)
    {
        using TemporaryFolder folder = new();
        Target target = new("bad", "file", load);
        Assert.Contains(report, Assert.Throws<DefectException>(() => target.Accepts([1], folder.Path)).Message);
    }

    [Fact]
    public void A_file_is_accepted_or_refused()
    {
        using TemporaryFolder folder = new();
        Assert.True(new Target("good", "file", path => Nothing(File.ReadAllBytes(path).Length)).Accepts([1], folder.Path));
        Assert.False(new Target("good", "file", path => throw new InputException($"{path} is empty.")).Accepts([], folder.Path));
    }

    [Fact]
    public void A_damaged_model_is_made_to_agree_with_itself()
    {
        using TemporaryFolder folder = new();
        byte[] sound = SoundFiles.Models().First();
        JsonObject header = JsonNode.Parse(SafetensorsParts.HeaderOf(sound))!.AsObject();
        header["__metadata__"]!["content_sha256"] = "";
        foreach ((_, JsonNode? tensor) in header.Where(entry => entry.Key != "__metadata__").Take(2))
            tensor!["data_offsets"]![1] = 1;
        byte[] damaged = SafetensorsParts.Joined(Encoding.UTF8.GetBytes(header.ToJsonString()), SafetensorsParts.DataOf(sound));
        damaged[0]++;
        Target model = Targets.All.Single(target => target.Name == "model");
        Assert.False(model.Accepts(damaged, folder.Path));
        Assert.True(model.Accepts(ConsistentFile.Of(damaged), folder.Path));
    }

    private static Action Nothing(int length) => () => Assert.True(length > 0);
}
