using System.Text;

namespace Ctre.Data.Formats.Text;

/// <summary>The ways in which tables say that a value is missing.</summary>
internal static class MissingCell
{
    /// <summary>
    /// Whether a cell, without blanks around it, says so: empty, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>null</c>, <c>nan</c> in any case.
    /// </summary>
    public static bool Is(ReadOnlySpan<byte> cell) => cell.Length switch
    {
        0 => true,
        1 => cell[0] == '?',
        2 => Ascii.EqualsIgnoreCase(cell, "na"u8),
        3 => Ascii.EqualsIgnoreCase(cell, "nan"u8) || Ascii.EqualsIgnoreCase(cell, "n/a"u8),
        4 => Ascii.EqualsIgnoreCase(cell, "null"u8) || Ascii.EqualsIgnoreCase(cell, "-nan"u8),
        _ => false,
    };
}
