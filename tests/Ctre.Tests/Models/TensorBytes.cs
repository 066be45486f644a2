using Ctre.Models.Safetensors;

namespace Ctre.Tests.Models;

/// <summary>Tensors as the bytes that stand in a file, to be forged.</summary>
internal static class TensorBytes
{
    public static byte[] Of(Tensor tensor)
    {
        using MemoryStream stream = new();
        tensor.Give(stream.Write);
        return stream.ToArray();
    }

    public static Tensor ToTensor(string type, long[] shape, byte[] bytes) =>
        Tensor.Read(type, shape, bytes.Length / Tensor.SizeOf(type), new MemoryStream(bytes), _ => { });
}
