using System.Runtime.InteropServices;

namespace Ctre.Models;

/// <summary>A named array in a safetensors file, as raw little-endian bytes.</summary>
/// <param name="Type"><c>F32</c>, <c>I32</c> or <c>I16</c>, as the published format spells them.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Bytes">Its values, row-major.</param>
internal sealed record Tensor(string Type, long[] Shape, byte[] Bytes)
{
    public static Tensor Of(ReadOnlySpan<float> values) => new("F32", [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Integers of [0, 2³¹), stored in the narrowest signed type that every reader knows.</summary>
    public static Tensor Of(ReadOnlySpan<int> values)
    {
        int largest = 0;
        foreach (int value in values) largest = Math.Max(largest, value);
        if (largest > short.MaxValue) return new("I32", [values.Length], MemoryMarshal.AsBytes(values).ToArray());
        var narrow = new short[values.Length];
        for (int i = 0; i < narrow.Length; i++) narrow[i] = (short)values[i];
        return new("I16", [values.Length], MemoryMarshal.AsBytes<short>(narrow).ToArray());
    }

    /// <summary>Bytes per value of a type, or 0 for a type that is not known.</summary>
    public static int SizeOf(string type) => type switch { "F32" or "I32" => 4, "I16" => 2, _ => 0 };

    public float[] ToFloats(string name) => Type == "F32" && Shape.Length == 1
        ? MemoryMarshal.Cast<byte, float>(Bytes).ToArray()
        : throw new InputException($"tensor '{name}' is {Type} with {Shape.Length} dimensions, expected F32 with one.");

    public int[] ToInts(string name)
    {
        if (Shape.Length != 1 || Type is not ("I32" or "I16"))
            throw new InputException($"tensor '{name}' is {Type} with {Shape.Length} dimensions, expected I32 or I16 with one.");
        if (Type == "I32") return MemoryMarshal.Cast<byte, int>(Bytes).ToArray();
        ReadOnlySpan<short> narrow = MemoryMarshal.Cast<byte, short>(Bytes);
        var values = new int[narrow.Length];
        for (int i = 0; i < values.Length; i++) values[i] = narrow[i];
        return values;
    }
}
