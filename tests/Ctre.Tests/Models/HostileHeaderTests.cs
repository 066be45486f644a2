using System.Buffers.Binary;
using System.Text;
using Ctre.Models.Safetensors;

namespace Ctre.Tests.Models;

/// <summary>Files whose header promises much or is large itself: memory follows the bytes of the file, not what it says.</summary>
public sealed class HostileHeaderTests : IDisposable
{
    private const int Many = 1_000_000;
    private const long Slack = 64L << 20;

    private readonly TemporaryFile file = new();

    public void Dispose() => file.Dispose();

    public static TheoryData<string> Headers => [.. Forged.Keys];

    // Made when they are needed: some are large.
    private static Dictionary<string, Func<string>> Forged => new()
    {
        ["blanks"] = () => "{" + new string(' ', 8 * Many) + "}",
        ["nesting"] = () => string.Concat(Enumerable.Repeat("{\"a\":", Many)),
        ["lists"] = () => new string('[', 4 * Many),
        ["sides of a shape"] = () =>
            """{"a":{"dtype":"F32","shape":[""" + string.Join(',', Enumerable.Repeat('0', Many)) + """],"data_offsets":[0,0]}}""",
        ["a long type"] = () => """{"a":{"dtype":" """ + new string('F', 8 * Many) + """ ","shape":[0],"data_offsets":[0,0]}}""",
        ["many tensors"] = () => Entries(i => $$"""{{i}}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}""", Many / 8),
        ["many texts"] = () => """{"__metadata__":""" + Entries(i => $"{i}\":\"\"", Many / 2) + "}",
        ["a tensor of 4 GB"] = () =>
            """{"__metadata__":{"content_sha256":""},"a":{"dtype":"F32","shape":[1000000000],"data_offsets":[0,4000000000]}}""",
        ["a shape beyond 64 bits"] = () =>
            """{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}""",
        ["a gap"] = () => """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        ["an overlap"] = () =>
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        ["an entry too many"] = () => """{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0],"code":"import os"}}""",
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_costs_no_more_than_its_own_length(string what)
    {
        byte[] text = Encoding.UTF8.GetBytes(Forged[what]()), bytes = [.. new byte[8], .. text, .. new byte[8]];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        string message = Refusal(bytes);
        Assert.InRange(message.Length, 20, 500);
    }

    /// <summary>Texts of the metadata that are JSON themselves: nothing in them is built that the file does not pay for.</summary>
    [Theory]
    [InlineData("columns", "null,", "more features than its scaler has")]
    [InlineData("columns", "\"\",", "more features than its scaler has")]
    [InlineData("columns", "[[", "'columns'")]
    [InlineData("columns", "{\"name\":\"\",\"missing\":0,\"categories\":[],\"name\":\"\"},", "'columns'")]
    [InlineData("class_names", "\"\",", "more than 4096")]
    [InlineData("class_names", "[", "'class_names'")]
    [InlineData("recipe", "0,", "recipe is longer")]
    public void Neither_does_a_text_of_the_metadata(string key, string repeated, string expected)
    {
        SafetensorsContent sound = Sound();
        string text = "[" + string.Concat(Enumerable.Repeat(repeated, 5 * Many / repeated.Length)) + "0]";
        using MemoryStream stream = new();
        (sound with { Metadata = new Dictionary<string, string>(sound.Metadata) { [key] = text } }).Write(stream);
        Assert.Contains(expected, Refusal(stream.ToArray()));
    }

    [Theory]
    [InlineData("columns", """[{"name":null,"categories":["a","b"],"missing":0,"x":1}]""")]
    [InlineData("columns", """[{"name":null,"categories":["a","b"]}]""")]
    [InlineData("columns", """[{"name":null,"missing":0}]""")]
    [InlineData("columns", """[{"name":7,"categories":["a","b"],"missing":0}]""")]
    [InlineData("columns", """[{"name":null,"categories":["a",null],"missing":0}]""")]
    [InlineData("columns", """[{"name":null,"categories":["a","b"],"missing":0.5}]""")]
    [InlineData("columns", """[{"name":null,"categories":["a","b"],"missing":2},null,null,null,null]""")]
    [InlineData("columns", """["a"] "b" """)]
    [InlineData("columns", """["a","b"]""")]
    [InlineData("columns", "")]
    [InlineData("class_names", """["a","a","b"]""")]
    [InlineData("class_names", """["\ud800","a","b"]""")]
    public void Texts_that_say_something_else_are_refused(string key, string text)
    {
        SafetensorsContent sound = Sound();
        using MemoryStream stream = new();
        (sound with { Metadata = new Dictionary<string, string>(sound.Metadata) { [key] = text } }).Write(stream);
        Refusal(stream.ToArray());
    }

    /// <summary>What a newer version says is not guessed at, whatever types it uses.</summary>
    [Fact]
    public void A_newer_version_is_named_before_anything_else_is_wrong()
    {
        const string header =
            """{"__metadata__":{"format":"ctre-model","format_version":"9"},"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}""";
        byte[] text = Encoding.UTF8.GetBytes(header), bytes = [.. new byte[8], .. text, .. new byte[8]];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        Assert.Contains("F16", Refusal(bytes));
        byte[] known = [.. new byte[8], .. Encoding.UTF8.GetBytes(header.Replace("F16", "I16", StringComparison.Ordinal)), .. new byte[8]];
        BinaryPrimitives.WriteInt64LittleEndian(known, text.Length);
        Assert.Contains("format version 9, this program knows up to 3; update Ctre", Refusal(known));
    }

    /// <summary>A model of some megabytes is read into the arrays that it is used from.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    public void A_large_model_costs_twice_its_file_at_most(double density)
    {
        Recipe recipe = new() { Hidden = [3000, 3000] };
        var preprocessing = new Ctre.Data.Preprocessing(
            Ctre.Data.FeatureColumn.UnnamedList(2000), new Ctre.Data.Scaler(Ctre.Data.ScalerKind.None, new float[2000], new float[2000]));
        new SparseModel(Make.Net(1, [2000, 3000, 3000, 2], density), preprocessing, ["a", "b"], recipe, "t").Save(file.Path);
        long length = new FileInfo(file.Path).Length, before = GC.GetAllocatedBytesForCurrentThread();
        SparseModel.Load(file.Path);
        Assert.InRange(length, 8 << 20, 80 << 20);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, length / 2, 2 * length + (8 << 20));
    }

    private static SafetensorsContent Sound()
    {
        using MemoryStream stream = new();
        SampleModels.Of("relu").Save(stream);
        stream.Position = 0;
        return SafetensorsContent.Read(stream);
    }

    private string Refusal(byte[] bytes)
    {
        File.WriteAllBytes(file.Path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InputException>(() => SparseModel.Load(file.Path)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2L * bytes.Length + Slack);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static string Entries(Func<int, string> entry, int count) =>
        "{\"" + string.Join(",\"", Enumerable.Range(0, count).Select(entry)) + "}";
}
