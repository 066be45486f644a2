using System.Buffers.Binary;

namespace Ctre.Fuzzing;

/// <summary>The header of a safetensors file and what follows it.</summary>
internal static class SafetensorsParts
{
    /// <summary>The header, if the file says where it ends.</summary>
    public static byte[] HeaderOf(byte[] file) => file[8..(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file))];

    /// <summary>What follows the header, if the file says where it ends.</summary>
    public static byte[] DataOf(byte[] file) => file[(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file))..];

    /// <summary>A file of a header and what follows it.</summary>
    public static byte[] Joined(byte[] header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }
}
