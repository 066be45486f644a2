using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ctre.Fuzzing;

/// <summary>
/// Gives a forged file the digest of its content, written without the library's code, so that what the digest hides is met.
/// </summary>
internal static class ForgedDigest
{
    private const string Metadata = "__metadata__", Key = "content_sha256";

    /// <summary>The file with a right digest; as it is where its header is too damaged to have one.</summary>
    public static byte[] Sealed(byte[] file)
    {
        try
        {
            byte[] header = SafetensorsParts.HeaderOf(file), data = SafetensorsParts.DataOf(file);
            JsonObject json = JsonNode.Parse(header)!.AsObject();
            json[Metadata]![Key] = Of(json, data);
            return SafetensorsParts.Joined(Encoding.UTF8.GetBytes(json.ToJsonString()), data);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException
            or NullReferenceException
            or FormatException or OverflowException)
        {
            return file;
        }
    }

    private static string Of(JsonObject json, byte[] data)
    {
        var content = new List<byte>();
        foreach ((string key, JsonNode? value) in json[Metadata]!.AsObject().OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            if (key == Key) continue;
            string text = value!.GetValue<string>();
            content.AddRange(Encoding.UTF8.GetBytes($"{key.Length}:{key}={text.Length}:{text};"));
        }

        foreach ((string name, JsonNode? tensor) in json.Where(entry => entry.Key != Metadata).OrderBy(entry =>
            entry.Key, StringComparer.Ordinal))
        {
            string type = tensor!["dtype"]!.GetValue<string>();
            string shape = string.Join(',', tensor["shape"]!.AsArray().Select(side => side!.GetValue<long>()));
            content.AddRange(Encoding.UTF8.GetBytes($"{name.Length}:{name}={type}[{shape}];"));
            int begin = checked((int)tensor["data_offsets"]![0]!.GetValue<long>()),
                end = checked((int)tensor["data_offsets"]![1]!.GetValue<long>());
            content.AddRange(data[begin..end]);
        }

        return Convert.ToHexStringLower(SHA256.HashData([.. content]));
    }
}
