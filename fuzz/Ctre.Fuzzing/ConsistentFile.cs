using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ctre.Fuzzing;

/// <summary>
/// Makes a damaged safetensors file agree with itself, so that what is checked later is met: the header is as long as it says, tensors lie
/// one after the other and are as long as their shapes say, and the digest is right.
/// </summary>
internal static class ConsistentFile
{
    private const long MostBytes = 1 << 20;

    /// <summary>Such a file; the same where it is damaged too much to be made one.</summary>
    public static byte[] Of(byte[] file)
    {
        try
        {
            (JsonObject header, byte[] data) = Parts(file);
            byte[] placed = Placed(header, data);
            return ForgedDigest.Sealed(SafetensorsParts.Joined(Encoding.UTF8.GetBytes(header.ToJsonString()), placed));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException
            or NullReferenceException or FormatException or OverflowException)
        {
            return file;
        }
    }

    /// <summary>The header ends where its JSON and the spaces behind it do.</summary>
    private static (JsonObject Header, byte[] Data) Parts(byte[] file)
    {
        Utf8JsonReader reader = new(file.AsSpan(8));
        JsonObject header = JsonNode.Parse(ref reader)!.AsObject();
        int end = 8 + (int)reader.BytesConsumed;
        while (end < file.Length && file[end] == ' ') end++;
        return (header, file[end..]);
    }

    /// <summary>Gives each tensor its place, and takes along what lay at the one it had.</summary>
    private static byte[] Placed(JsonObject header, byte[] data)
    {
        using MemoryStream placed = new();
        foreach ((string name, JsonNode? tensor) in header)
        {
            if (name == "__metadata__") continue;
            long length = tensor!["dtype"]!.GetValue<string>() switch { "F64" => 8, "I16" => 2, _ => 4 };
            foreach (JsonNode? side in tensor["shape"]!.AsArray()) length = checked(length * side!.GetValue<long>());
            if (length < 0 || placed.Length + length > MostBytes) throw new OverflowException();
            var bytes = new byte[length];
            long begin = tensor["data_offsets"]![0]!.GetValue<long>();
            if (begin >= 0 && begin < data.Length)
                data.AsSpan((int)begin, (int)Math.Min(length, data.Length - begin)).CopyTo(bytes);
            tensor["data_offsets"] = new JsonArray(placed.Length, placed.Length + length);
            placed.Write(bytes);
        }

        return placed.ToArray();
    }
}
