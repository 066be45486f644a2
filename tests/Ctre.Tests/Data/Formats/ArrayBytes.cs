using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Ctre.Tests.Data.Formats;

/// <summary>Array files, byte by byte: those of NumPy, archives of them, and those of MATLAB.</summary>
internal static class ArrayBytes
{
    /// <summary>A NumPy array with the header that such a description and shape have.</summary>
    public static byte[] Npy(string description, string shape, byte[] body, bool fortranOrder = false, byte version = 1) =>
        NpyHeader($"{{'descr': '{description}', 'fortran_order': {(fortranOrder ? "True" : "False")}, 'shape': {shape}, }}", body, version);

    /// <summary>A NumPy array with any text as header.</summary>
    public static byte[] NpyHeader(string header, byte[] body, byte version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header + "\n");
        byte[] length = version == 1 ? [(byte)text.Length, (byte)(text.Length >> 8)] : Little(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. body];
    }

    /// <summary>Single-precision numbers, lowest byte first.</summary>
    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>Double-precision numbers, lowest byte first.</summary>
    public static byte[] Doubles(params double[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>An integer of 32 bits, lowest byte first.</summary>
    public static byte[] Little(int value) => BitConverter.GetBytes(value);

    /// <summary>Integers of 32 bits, lowest byte first.</summary>
    public static byte[] Integers(params int[] values) => [.. values.SelectMany(Little)];

    /// <summary>A zip archive; a member may come more than once.</summary>
    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] members)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in members)
            {
                using Stream stream = archive.CreateEntry(name, level).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A zip archive whose members are stored as they are.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] members) => Zip(CompressionLevel.NoCompression, members);

    /// <summary>A MATLAB file of elements.</summary>
    public static byte[] Mat(bool bigEndian, params byte[][] elements) =>
        [.. "MATLAB 5.0 MAT-file".PadRight(124).Select(c => (byte)c), .. bigEndian ? (byte[])[1, 0, (byte)'M', (byte)'I']
            : [0, 1, (byte)'I', (byte)'M'],
            .. elements.SelectMany(element => element)];

    /// <summary>An element of a MATLAB file, padded to eight bytes.</summary>
    public static byte[] Element(bool bigEndian, int type, byte[] data) =>
        [.. Word(bigEndian, type), .. Word(bigEndian, data.Length), .. data, .. new byte[type == 15 ? 0 : -data.Length & 7]];

    /// <summary>A small element of a MATLAB file: up to four bytes of data inside its tag.</summary>
    public static byte[] SmallElement(bool bigEndian, int type, byte[] data) =>
        [.. Word(bigEndian, type | (data.Length << 16)), .. data, .. new byte[4 - data.Length]];

    /// <summary>A variable of a MATLAB file; class 6 is double, 5 sparse, 4 text.</summary>
    public static byte[] Variable(bool bigEndian, int kind, string name, int[] dimensions, params byte[][] data) => Element(bigEndian, 14,
    [
        .. Element(bigEndian, 6, [.. Word(bigEndian, kind), .. Word(bigEndian, 0)]),
        .. Element(bigEndian, 5, [.. dimensions.SelectMany(length => Word(bigEndian, length))]),
        .. name.Length <= 4 ? SmallElement(bigEndian, 1, Encoding.ASCII.GetBytes(name))
            : Element(bigEndian, 1, Encoding.ASCII.GetBytes(name)),
        .. data.SelectMany(element => element),
    ]);

    /// <summary>A compressed element of a MATLAB file.</summary>
    public static byte[] Compressed(bool bigEndian, byte[] element)
    {
        using MemoryStream bytes = new();
        using (ZLibStream stream = new(bytes, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(element);
        return Element(bigEndian, 15, bytes.ToArray());
    }

    /// <summary>An integer of 32 bits in the byte order of a file.</summary>
    public static byte[] Word(bool bigEndian, int value)
    {
        var bytes = new byte[4];
        if (bigEndian) BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
