namespace Ctre.Data.Files;

/// <summary>The cyclic redundancy check of zip archives (ISO 3309, polynomial 0xEDB88320).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index => Divided((uint)index))];

    /// <summary>The check of the preceding bytes and these.</summary>
    /// <param name="check">That of the preceding bytes; 0 at the beginning.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static uint Continue(uint check, ReadOnlySpan<byte> bytes)
    {
        check = ~check;
        foreach (byte value in bytes) check = Table[(byte)(check ^ value)] ^ (check >> 8);
        return ~check;
    }

    private static uint Divided(uint value)
    {
        for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
        return value;
    }
}
