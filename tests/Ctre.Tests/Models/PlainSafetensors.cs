using System.Text;
using System.Text.Json;

namespace Ctre.Tests.Models;

/// <summary>
/// A reader of the published safetensors format that shares no code with the library: 8 bytes of header length, a JSON
/// header, raw values.
/// </summary>
internal sealed class PlainSafetensors
{
    private readonly byte[] file;
    private readonly JsonElement header;
    private readonly int data;

    public PlainSafetensors(string path)
    {
        file = File.ReadAllBytes(path);
        int length = checked((int)BitConverter.ToInt64(file, 0));
        header = JsonDocument.Parse(Encoding.UTF8.GetString(file, 8, length)).RootElement;
        data = 8 + length;
        Assert.Equal(0, data % 8); // values are aligned
    }

    public IReadOnlyDictionary<string, string> Metadata =>
        header.GetProperty("__metadata__").EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!);

    public IReadOnlyList<string> Names => [.. header.EnumerateObject().Select(entry => entry.Name).Where(name => name != "__metadata__")];

    public float[] Floats(string name) => [.. Values(name, "F32", 4, at => BitConverter.ToSingle(file, at))];

    public int[] Integers(string name) => header.GetProperty(name).GetProperty("dtype").GetString() == "I16"
        ? [.. Values(name, "I16", 2, at => (int)BitConverter.ToInt16(file, at))]
        : [.. Values(name, "I32", 4, at => BitConverter.ToInt32(file, at))];

    private IEnumerable<T> Values<T>(string name, string type, int width, Func<int, T> read)
    {
        JsonElement entry = header.GetProperty(name);
        Assert.Equal(type, entry.GetProperty("dtype").GetString());
        int begin = entry.GetProperty("data_offsets")[0].GetInt32(), end = entry.GetProperty("data_offsets")[1].GetInt32();
        int count = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).Aggregate(1, (a, b) => a * b);
        Assert.Equal(count * width, end - begin);
        Assert.Equal(0, begin % width);
        for (int at = data + begin; at < data + end; at += width) yield return read(at);
    }
}
