using System.Numerics;

namespace Ctre.Data.Summary;

/// <summary>A 64-bit digest of a row's features, by which equal rows are found.</summary>
internal static class RowDigest
{
    /// <summary>How many rows equal one before them.</summary>
    public static int CountRepeated(Dataset data)
    {
        HashSet<ulong> known = new(data.Rows);
        int repeated = 0;
        for (int row = 0; row < data.Rows; row++)
            if (!known.Add(Of(data.StoredValues(row)))) repeated++;
        return repeated;
    }

    private static ulong Of(RowValues values)
    {
        ulong digest = 0;
        foreach ((int feature, float value) in values)
        {
            // Stored zeros equal those that are not stored.
            if (value != 0) digest = Mix(digest, ((ulong)feature << 32) | Bits(value));
        }

        return digest;
    }

    // All missing values are equal.
    private static uint Bits(float value) => float.IsNaN(value) ? 0x7FC0_0000u : BitConverter.SingleToUInt32Bits(value);

    // A step of wyhash: the product's halves, folded.
    private static ulong Mix(ulong digest, ulong value)
    {
        ulong high = Math.BigMul(digest ^ 0xA0761D6478BD642Ful, value ^ 0xE7037ED1A0B428DBul, out ulong low);
        return BitOperations.RotateLeft(high ^ low, 23) + value;
    }
}
