using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Ctre.Fuzzing;
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

    public static TheoryData<string, char> HugeTexts => [.. Keys.SelectMany(key => "a\n".Select(one => (key, one)))];

    private static string[] Keys =>
        ["format", "format_version", "layers", "scaler", "recipe", "dataset", "label_name", "class_names", "columns", "other"];

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
    [InlineData("recipe", "0,", "'recipe' is longer")]
    public void Neither_does_a_text_of_the_metadata(string key, string repeated, string expected)
    {
        SafetensorsContent sound = Sound();
        string text = "[" + string.Concat(Enumerable.Repeat(repeated, 5 * Many / repeated.Length)) + "0]";
        using MemoryStream stream = new();
        Reworded(sound, key, text).Write(stream);
        Assert.Contains(expected, Refusal(stream.ToArray()));
    }

    /// <summary>One text of some megabytes, in characters as they are and in escapes, where a name, a number or a word should be.</summary>
    [Theory]
    [MemberData(nameof(HugeTexts))]
    public void A_huge_text_costs_no_more_than_its_own_length(string key, char character)
    {
        string huge = new(character, 2 * Many), text = key switch
        {
            "recipe" => "{\"activation\":" + JsonValue.Create(huge).ToJsonString() + "}",
            "class_names" => new JsonArray(huge, "b", "c").ToJsonString(),
            "columns" => new JsonArray(huge, null, null, null, null, null).ToJsonString(),
            _ => huge,
        };
        byte[] file = Altered(metadata =>
        {
            metadata["label_index"] = "0";
            metadata[key] = text;
        });
        if (key == "other") Within(file, () => SparseModel.Load(this.file.Path));
        else Assert.Contains($"'{key}' is", Refusal(file));
    }

    [Fact]
    public void Nor_does_a_huge_name()
    {
        Assert.Contains("longer than 1024", Refusal(Altered(metadata => metadata[new string('k', 2 * Many)] = "")));
        string tensor = "{\"" + new string('t', 20 * Many) + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}";
        byte[] text = Encoding.UTF8.GetBytes(tensor), bytes = [.. new byte[8], .. text];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        Assert.Contains("longer than 1024", Refusal(bytes));
    }

    /// <summary>Names that the file has in full: they are decoded when they are asked for.</summary>
    [Theory]
    [InlineData("\"a\",", Many, 1)]
    [InlineData("{\"missing\":0,\"categories\":[\"a\"]},", 3 * Many / 10, 1)]
    [InlineData("{\"name\":\"a\",\"missing\":0,\"categories\":[\"a\",\"b\"]},", Many / 5, 2)]
    public void Many_columns_cost_what_the_file_has_of_them(string column, int count, int features)
    {
        SafetensorsContent sound = Sound();
        int inputs = count * features;
        Dictionary<string, Tensor> tensors = new(sound.Tensors)
        {
            ["scaler.offset"] = Tensor.Of(new float[inputs]),
            ["scaler.factor"] = Tensor.Of(new float[inputs]),
        };
        tensors.Remove("scaler.median");
        Dictionary<string, string> metadata = new(sound.Metadata)
        {
            ["columns"] = "[" + string.Concat(Enumerable.Repeat(column, count))[..^1] + "]",
        };
        using MemoryStream stream = new();
        new SafetensorsContent(metadata, tensors).Write(stream);
        SparseModel? model = null;
        Within(stream.ToArray(), () => model = SparseModel.Load(file.Path));
        Assert.Equal(count, model!.Columns.Count);
        Assert.Equal(column.StartsWith("{\"missing", StringComparison.Ordinal) ? null : "a", model.Columns[^1].Name);
        Assert.Equal(features == 2 ? ["a", "b"] : column[0] == '{' ? ["a"] : null, model.Columns[^1].Categories);
    }

    /// <summary>Columns whose categories are all missing make no feature, and could be any number.</summary>
    [Theory]
    [InlineData(Many / 10, "")]
    [InlineData(Many / 10 + 1, "more than 100000 of its columns make no feature")]
    public void Nor_do_columns_without_features(int count, string refusal)
    {
        byte[] file = Altered(metadata => metadata["columns"] =
            "[" + string.Concat(Enumerable.Repeat("{\"missing\":0,\"categories\":[]},", count)) + "null,null,null,null,null,null]");
        if (refusal.Length > 0) Assert.Contains(refusal, Refusal(file));
        else Within(file, () => Assert.Equal(count + 6, SparseModel.Load(this.file.Path).Columns.Count));
    }

    [Fact]
    public void What_would_not_be_read_is_not_written()
    {
        string huge = new('n', 1025);
        SparseModel sound = SampleModels.Of("relu");
        SparseModel Named(string data, string label, string name) => new(
            sound.Network, sound.Preprocessing, ["a", "b", name], sound.Recipe, data, new Ctre.Data.LabelColumn(0, label));
        Named(huge[1..], huge[1..], huge[1..]).Save(file.Path);
        Assert.Equal(huge[1..], SparseModel.Load(file.Path).ClassNames[2]);
        Assert.Throws<ArgumentException>(() => Named(huge, "l", "c"));
        Assert.Throws<ArgumentException>(() => Named("d", huge, "c"));
        Assert.Throws<ArgumentException>(() => Named("d", "l", huge));
        Assert.Throws<ArgumentException>(() => new Ctre.Data.FeatureColumn(huge));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ctre.Data.LabelColumn(-1, "l"));
        Assert.Throws<InputException>(() => new SafetensorsContent(
            new Dictionary<string, string> { [huge] = "" }, new Dictionary<string, Tensor>()).Write(Stream.Null));
        Assert.Throws<InputException>(() => new SafetensorsContent(
            new Dictionary<string, string> { ["a"] = new('t', 2 << 20) }, new Dictionary<string, Tensor>()).Write(Stream.Null));
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
        Reworded(sound, key, text).Write(stream);
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

    private static SafetensorsContent Reworded(SafetensorsContent content, string key, string text) =>
        new(new Dictionary<string, string>(content.Metadata) { [key] = text }, content.Tensors);

    private static SafetensorsContent Sound()
    {
        using MemoryStream stream = new();
        SampleModels.Of("relu").Save(stream);
        stream.Position = 0;
        return SafetensorsContent.Read(stream);
    }

    private string Refusal(byte[] bytes)
    {
        string message = "";
        Within(bytes, () => message = Assert.Throws<InputException>(() => SparseModel.Load(file.Path)).Message);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private void Within(byte[] bytes, Action load)
    {
        File.WriteAllBytes(file.Path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        load();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2L * bytes.Length + Slack);
    }

    // A sound model with other metadata and a right digest, made without the library's writer.
    private static byte[] Altered(Action<JsonObject> change)
    {
        using MemoryStream stream = new();
        SampleModels.Of("relu").Save(stream);
        byte[] sound = stream.ToArray();
        JsonObject header = JsonNode.Parse(SafetensorsParts.HeaderOf(sound))!.AsObject();
        change(header["__metadata__"]!.AsObject());
        return ForgedDigest.Sealed(SafetensorsParts.Joined(Encoding.UTF8.GetBytes(header.ToJsonString()), SafetensorsParts.DataOf(sound)));
    }

    private static string Entries(Func<int, string> entry, int count) =>
        "{\"" + string.Join(",\"", Enumerable.Range(0, count).Select(entry)) + "}";
}
