using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Ctre.Tests.Data.Formats.Fuzzing;
using static Ctre.Fuzzing.SafetensorsParts;

namespace Ctre.Tests.Models.Mutations;

/// <summary>
/// Damages a safetensors file, seeded: anywhere, in its header as text, in its header as JSON, in its texts or in its values.
/// </summary>
internal static class ModelMutation
{
    private const string Metadata = "__metadata__";

    private static readonly long[] Extremes =
        [0, 1, 2, 3, 255, short.MaxValue, 1 << 24, int.MaxValue, uint.MaxValue, 1L << 40, 1L << 62, long.MaxValue, -1, long.MinValue];

    private static readonly uint[] Words =
        [0, 1, 0xFFFF_FFFF, 0x7FC0_0000, 0x7F80_0000, 0xFF80_0000, 0x7FFF_FFFF, 0x8000_0000, 0x7F7F_FFFF, 0x0000_0001];

    public static byte[] Of(byte[] file, byte[] other, Rng random) => random.Below(5) switch
    {
        0 => Mutation.Of(file, other, random),
        1 => Joined(Mutation.Of(HeaderOf(file), HeaderOf(other), random), DataOf(file)),
        2 => Joined(Retold(HeaderOf(file), random), DataOf(file)),
        3 => Joined(Reworded(HeaderOf(file), random), DataOf(file)),
        _ => Joined(HeaderOf(file), Changed(DataOf(file), random)),
    };

    /// <summary>Entries in another order, twice, gone, under other names; other types, shapes and offsets.</summary>
    private static byte[] Retold(byte[] header, Rng random)
    {
        JsonObject json = JsonNode.Parse(header)!.AsObject();
        List<(string Name, JsonNode Value)> entries = [.. json.Select(entry => (entry.Key, entry.Value!.DeepClone()))];
        for (long edits = 1 + random.Below(2); edits > 0 && entries.Count > 0; edits--)
        {
            int at = Below(entries.Count, random), second = Below(entries.Count, random);
            JsonNode value = entries[at].Value;
            switch (random.Below(8))
            {
                case 0:
                    entries.Reverse(Math.Min(at, second), Math.Abs(at - second) + 1);
                    break;
                case 1:
                    entries.Insert(second, (entries[at].Name, value.DeepClone()));
                    break;
                case 2:
                    entries.RemoveAt(at);
                    break;
                case 3:
                    entries[at] = (entries[second].Name, value);
                    break;
                case 4:
                    (entries[at], entries[second]) =
                        ((entries[at].Name, entries[second].Value.DeepClone()), (entries[second].Name, value.DeepClone()));
                    break;
                case 5 when value["dtype"] is not null:
                    value["dtype"] = Pick(["F32", "I32", "I16", "F64", "f32", "", "I64"], random);
                    break;
                default:
                    if ((random.Below(2) == 0 ? value["shape"] : value["data_offsets"]) is not JsonArray numbers
                        || numbers.Count == 0) break;
                    int place = Below(numbers.Count, random);
                    numbers[place] = random.Below(2) == 0 ? Pick(Extremes, random) : numbers[place]!.GetValue<long>() + random.Below(9) - 4;
                    if (random.Below(4) == 0) numbers.Add(Pick(Extremes, random));
                    break;
            }
        }

        IEnumerable<string> told = entries.Select(entry => $"{JsonValue.Create(entry.Name).ToJsonString()}:{entry.Value.ToJsonString()}");
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', told)}}}");
    }

    /// <summary>A text of the metadata damaged: the recipe, the names of classes or columns, a version, a count.</summary>
    private static byte[] Reworded(byte[] header, Rng random)
    {
        JsonObject json = JsonNode.Parse(header)!.AsObject(), metadata = json[Metadata]!.AsObject();
        string key = Pick([.. metadata.Select(entry => entry.Key)], random);
        byte[] text = Encoding.UTF8.GetBytes(metadata[key]!.GetValue<string>());
        metadata[key] = Encoding.UTF8.GetString(Mutation.Of(text, text, random));
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static byte[] Changed(byte[] data, Rng random)
    {
        byte[] changed = [.. data];
        for (long edits = 1 + random.Below(3); edits > 0; edits--)
        {
            if (random.Below(2) == 0) changed[Below(changed.Length, random)] ^= (byte)(1 << (int)random.Below(8));
            else BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(4 * Below(changed.Length / 4, random)), Pick(Words, random));
        }

        return changed;
    }

    private static int Below(int count, Rng random) => (int)random.Below(count);

    private static T Pick<T>(T[] choices, Rng random) => choices[Below(choices.Length, random)];
}
