using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ctre.Data;

namespace Ctre.Models.Safetensors;

/// <summary>A named array in a safetensors file.</summary>
/// <param name="Type"><c>F64</c>, <c>F32</c>, <c>I32</c> or <c>I16</c>, as the published format spells them.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">
/// Its values, row-major: <c>double[]</c> for F64, <c>float[]</c> for F32, else <c>int[]</c>. Not copied, neither in nor out.
/// </param>
internal sealed record Tensor(string Type, long[] Shape, Array Values)
{
    private const int Block = 1 << 14;

    /// <summary>The types that are known.</summary>
    public static IReadOnlyList<string> Types { get; } = ["F64", "F32", "I32", "I16"];

    /// <summary>Numbers in an array that is not copied.</summary>
    public static Tensor Of(double[] values) => new("F64", [values.Length], values);

    /// <summary>Numbers in an array that is not copied.</summary>
    public static Tensor Of(float[] values) => new("F32", [values.Length], values);

    public static Tensor Of(ReadOnlySpan<float> values) => Of(values.ToArray());

    /// <summary>Integers in an array that is not copied, stored in the narrowest signed type that every reader knows.</summary>
    public static Tensor Of(int[] values)
    {
        bool isNarrow = !values.AsSpan().ContainsAnyExceptInRange(short.MinValue, short.MaxValue);
        return new(isNarrow ? "I16" : "I32", [values.Length], values);
    }

    public static Tensor Of(ReadOnlySpan<int> values) => Of(values.ToArray());

    /// <summary>Bytes per value of a type, or 0 for a type that is not known.</summary>
    public static int SizeOf(string type) => type switch { "F64" => 8, "F32" or "I32" => 4, "I16" => 2, _ => 0 };

    /// <summary>Bytes in the file.</summary>
    public long Length => (long)Values.Length * SizeOf(Type);

    /// <summary>The values of a list of numbers in double precision.</summary>
    public double[] ToDoubles(string name) => Type == "F64" && Shape.Length == 1 ? (double[])Values : throw Other(name, "F64");

    /// <summary>The values of a list of numbers.</summary>
    public float[] ToFloats(string name) => Type == "F32" && Shape.Length == 1 ? (float[])Values : throw Other(name, "F32");

    /// <summary>The values of a list of integers.</summary>
    public int[] ToInts(string name) => Type is "I32" or "I16" && Shape.Length == 1 ? (int[])Values : throw Other(name, "I32 or I16");

    /// <summary>Reads values from a stream, some at a time; memory is that of the values.</summary>
    /// <param name="type">A known type.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="count">Their product; the stream is known to hold as many.</param>
    /// <param name="stream">Where from.</param>
    /// <param name="seen">Receives all bytes as they pass.</param>
    public static Tensor Read(string type, long[] shape, int count, Stream stream, Action<ReadOnlySpan<byte>> seen)
    {
        Span<byte> narrow = type == "I16" ? new byte[2 * Math.Min(count, Block)] : [];
        Array values = type switch
        {
            "F64" => GC.AllocateUninitializedArray<double>(count),
            "F32" => GC.AllocateUninitializedArray<float>(count),
            _ => GC.AllocateUninitializedArray<int>(count),
        };
        for (int first = 0; first < count; first += Block)
        {
            int some = Math.Min(Block, count - first);
            Span<byte> bytes = type == "I16" ? narrow[..(2 * some)] : Bytes(values, first, some);
            stream.ReadExactly(bytes);
            seen(bytes);
            for (int i = 0; type == "I16" && i < some; i++)
                ((int[])values)[first + i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]);
        }

        return new Tensor(type, shape, values);
    }

    /// <summary>Hands out the bytes of the file, some at a time.</summary>
    public void Give(Action<ReadOnlySpan<byte>> take)
    {
        Span<byte> narrow = Type == "I16" ? new byte[2 * Math.Min(Values.Length, Block)] : [];
        for (int first = 0; first < Values.Length; first += Block)
        {
            int some = Math.Min(Block, Values.Length - first);
            for (int i = 0; Type == "I16" && i < some; i++)
                BinaryPrimitives.WriteInt16LittleEndian(narrow[(2 * i)..], (short)((int[])Values)[first + i]);
            take(Type == "I16" ? narrow[..(2 * some)] : Bytes(Values, first, some));
        }
    }

    private static Span<byte> Bytes(Array values, int first, int count) => values switch
    {
        double[] doubles => MemoryMarshal.AsBytes(doubles.AsSpan(first, count)),
        float[] floats => MemoryMarshal.AsBytes(floats.AsSpan(first, count)),
        _ => MemoryMarshal.AsBytes(((int[])values).AsSpan(first, count)),
    };

    private InputException Other(string name, string expected) =>
        new($"tensor {CellText.Quote(name)} is {Type} with {Shape.Length} dimensions, expected {expected} with one.");
}
