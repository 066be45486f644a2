using System.Globalization;

namespace Ctre.Data;

/// <summary>One cell of a feature column: a finite number in invariant notation, as 32-bit floating point.</summary>
internal static class NumberCell
{
    public static bool TryRead(ReadOnlySpan<byte> cell, out float value) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    /// <summary>Says why <see cref="TryRead"/> refused a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="place">File, row and column.</param>
    public static InputException Refusal(ReadOnlySpan<byte> cell, string place)
    {
        if (cell.IsEmpty) return new InputException($"{place}: the cell is empty; every feature needs a finite number.");
        string shown = $"{place}: {CellText.Quote(cell)}";
        if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            string hint = DecimalComma(cell) ? " (write decimals with a point)" : "";
            return new InputException($"{shown} is not a number; every feature needs a finite number{hint}.");
        }

        bool tooLarge = cell.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;
        return new InputException(tooLarge
            ? $"{shown} is too large; the largest number allowed is 3.4e38, positive or negative."
            : $"{shown} is not a finite number; every feature needs one.");
    }

    private static bool DecimalComma(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 64 || cell.Count((byte)',') != 1) return false;
        Span<byte> point = stackalloc byte[cell.Length];
        cell.Replace(point, (byte)',', (byte)'.');
        return TryRead(point, out _);
    }
}
