using System.Buffers.Binary;
using System.Text;
using Ctre.Models.Safetensors;

namespace Ctre.Tests.Models;

/// <summary>Damaged and forged model files: refused as wrong input, or as good as the sound one; nothing else may happen.</summary>
public sealed class DamagedModelTests : IDisposable
{
    private readonly TemporaryFile file = new();
    private readonly SparseModel sound = SampleModels.Of("relu");
    private readonly byte[] bytes;

    public DamagedModelTests()
    {
        sound.Save(file.Path);
        bytes = File.ReadAllBytes(file.Path);
    }

    public void Dispose() => file.Dispose();

    [Fact]
    public void Random_damage_never_goes_unnoticed()
    {
        int refused = 0;
        for (int trial = 0; trial < 3000; trial++)
        {
            if (Load(Damage(Make.Random(trial))) is { } model) SampleModels.AssertSame(sound, model);
            else refused++;
        }

        Assert.InRange(refused, 2900, 3000);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    public void Forged_tensors_with_a_right_digest_are_refused_or_sound(double density)
    {
        SampleModels.Of("relu", density: density).Save(file.Path);
        byte[] saved = File.ReadAllBytes(file.Path);
        for (int trial = 0; trial < 1500; trial++)
        {
            SafetensorsContent read = SafetensorsContent.Read(new MemoryStream(saved));
            Rng random = Make.Random(trial);
            var tensors = new Dictionary<string, Tensor>(read.Tensors);
            string name = tensors.Keys.Order().ElementAt((int)random.Below(tensors.Count));
            if (Forge(random, tensors[name]) is { } forged) tensors[name] = forged;
            else tensors.Remove(name);
            try
            {
                Load(Bytes(read with { Tensors = tensors }))?.Predict(new float[6]);
            }
            catch (InputException overflow)
            {
                Assert.Contains("overflows", overflow.Message); // forged numbers may be finite and huge
            }
        }
    }

    [Theory]
    [InlineData("format", "other", "its format is 'other'")]
    [InlineData("format_version", "4", "knows up to 3; update Ctre")]
    [InlineData("format_version", "-1", "not an integer")]
    [InlineData("layers", "4", "it has 4 layers")]
    [InlineData("layers", "99999999999", "not an integer")]
    [InlineData("recipe", "{}", "it has 3 layers, its recipe 4")]
    [InlineData("recipe", "no", "the recipe cannot be read")]
    [InlineData("class_names", "[\"a\",\"b\"]", "2 class names for 3 outputs")]
    [InlineData("class_names", "null", "class_names")]
    [InlineData("class_names", "{}", "class_names")]
    [InlineData("class_names", "[null,\"b\",\"c\"]", "class_names")]
    [InlineData("class_names", "[1,2,3]", "class_names")]
    [InlineData("class_names", "[", "is not a sound Ctre model")]
    [InlineData("scaler", "unknown", "its scaler is unknown")]
    [InlineData("dataset", null, "it has no 'dataset'")]
    public void Forged_metadata_is_refused(string key, string? value, string message)
    {
        SafetensorsContent forged = SafetensorsContent.Read(new MemoryStream(bytes));
        var metadata = new Dictionary<string, string>(forged.Metadata);
        if (value is null) metadata.Remove(key);
        else metadata[key] = value;
        Assert.Contains(message, Refusal(Bytes(forged with { Metadata = new MetadataTexts(metadata) })));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("""{"__metadata__":null}""")]
    [InlineData("""{"__metadata__":{"format":null}}""")]
    [InlineData("""{"__metadata__":{"format":1}}""")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":{"dtype":null,"shape":[0],"data_offsets":[0,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":null,"data_offsets":[0,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0.5,1]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,-4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""")]
    public void Forged_headers_are_refused(string header)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), forged = new byte[8 + text.Length];
        BinaryPrimitives.WriteInt64LittleEndian(forged, text.Length);
        text.CopyTo(forged, 8);
        Refusal(forged);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    public void Files_shorter_than_a_header_are_refused(int length) => Refusal(bytes[..length]);

    private SparseModel? Load(byte[] content)
    {
        File.WriteAllBytes(file.Path, content);
        try
        {
            return SparseModel.Load(file.Path);
        }
        catch (InputException exception)
        {
            Assert.DoesNotContain('\n', exception.Message);
            return null;
        }
    }

    private string Refusal(byte[] content)
    {
        File.WriteAllBytes(file.Path, content);
        return Assert.Throws<InputException>(() => SparseModel.Load(file.Path)).Message;
    }

    private static byte[] Bytes(SafetensorsContent content)
    {
        using var stream = new MemoryStream();
        content.Write(stream);
        return stream.ToArray();
    }

    private byte[] Damage(Rng random)
    {
        byte[] damaged = [.. bytes];
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes), kind = (int)random.Below(6);
        switch (kind)
        {
            case 0: return damaged[..(int)random.Below(damaged.Length)];
            case 1: return [.. damaged, .. new byte[1 + random.Below(16)]];
            case 2: // the header's length
                damaged[random.Below(8)] = (byte)random.Below(256);
                return damaged;
            case 3: // a digit of the header: shapes, offsets, versions
                int[] digits = [.. Enumerable.Range(8, header).Where(i => char.IsAsciiDigit((char)bytes[i]))];
                damaged[digits[(int)random.Below(digits.Length)]] = (byte)('0' + random.Below(10));
                return damaged;
            default:
                for (int edits = 1 + (int)random.Below(3); edits > 0; edits--)
                    damaged[random.Below(kind == 4 ? header + 8 : damaged.Length)] ^= (byte)(1 << (int)random.Below(8));
                return damaged;
        }
    }

    private static Tensor? Forge(Rng random, Tensor tensor)
    {
        byte[] content = TensorBytes.Of(tensor);
        int width = Tensor.SizeOf(tensor.Type), count = content.Length / width;
        switch (random.Below(6))
        {
            case 0: return null;
            case 1: return TensorBytes.ToTensor(tensor.Type, [count / 2], content[..(count / 2 * width)]);
            case 2: return TensorBytes.ToTensor(tensor.Type, [1, count], content);
            case 3:
                string other = tensor.Type == "F32" ? "I32" : "F32";
                return TensorBytes.ToTensor(other, [content.Length / 4], content[..(content.Length / 4 * 4)]);
            case 4:
                for (int i = 0; i < width; i++) content[random.Below(count) * width + i] = 0xFF; // NaN, −1
                return TensorBytes.ToTensor(tensor.Type, tensor.Shape, content);
            default:
                content[random.Below(content.Length)] = (byte)random.Below(256);
                return TensorBytes.ToTensor(tensor.Type, tensor.Shape, content);
        }
    }
}
