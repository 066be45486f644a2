using System.Globalization;

namespace Ctre.Data.Formats.Text;

/// <summary>One cell of a feature column: a finite number in invariant notation, as 32-bit floating point.</summary>
internal static class NumberCell
{
    private const int MostDigits = 15;

    // All powers of ten that a double holds exactly.
    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Whether a cell is a number, finite or not.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>Whether a cell is meant as a number; one with a decimal comma is, although it is refused.</summary>
    public static bool IsMeant(ReadOnlySpan<byte> cell) => IsNumber(cell) || DecimalComma(cell);

    /// <summary>The number in a cell, rounded once to the nearest float; false if there is no finite one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, out float value) =>
        TryReadShort(cell, out value)
        || (float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value));

    /// <summary>
    /// Numbers of at most fifteen digits and small exponents, as nearly all are: digits and power of ten are exact in double, so one
    /// division or multiplication gives the nearest double (Clinger 1990), and from it the nearest float unless it lies halfway.
    /// </summary>
    private static bool TryReadShort(ReadOnlySpan<byte> cell, out float value)
    {
        value = 0;
        int position = 0, digits = 0, scale = 0;
        long mantissa = 0;
        bool negative = cell.Length > 0 && cell[0] == '-', point = false;
        if (negative || (cell.Length > 0 && cell[0] == '+')) position++;
        for (; position < cell.Length; position++)
        {
            int digit = cell[position] - '0';
            if ((uint)digit <= 9)
            {
                mantissa = (10 * mantissa) + digit;
                if (++digits > MostDigits) return false;
                if (point) scale--;
            }
            else if (digit == '.' - '0' && !point)
            {
                point = true;
            }
            else
            {
                break;
            }
        }

        if (digits == 0 || (position < cell.Length && !TryReadExponent(cell[position..], ref scale))) return false;
        if (scale is < -22 or > 22) return false;
        double exact = scale < 0 ? mantissa / Powers[-scale] : mantissa * Powers[scale];
        // Halfway between two floats, below the normal floats or beyond them: left to the framework, which rounds exactly.
        bool halfway = (BitConverter.DoubleToInt64Bits(exact) & 0x1FFFFFFF) == 0x10000000;
        if (halfway || exact > float.MaxValue || (exact < 1.1754943508222875e-38 && mantissa != 0)) return false;
        value = negative ? -(float)exact : (float)exact;
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int scale)
    {
        if ((text[0] | 0x20) != 'e') return false;
        int position = 1;
        bool negative = text.Length > 1 && text[1] == '-';
        if (negative || (text.Length > 1 && text[1] == '+')) position++;
        if (position == text.Length || text.Length - position > 4) return false;
        int exponent = 0;
        for (; position < text.Length; position++)
        {
            int digit = text[position] - '0';
            if ((uint)digit > 9) return false;
            exponent = (10 * exponent) + digit;
        }

        scale += negative ? -exponent : exponent;
        return true;
    }

    /// <summary>Says why <see cref="TryRead"/> refused a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="place">File, row and column.</param>
    /// <param name="advice">What to do if the cell is a word; empty for nothing.</param>
    public static InputException Refusal(ReadOnlySpan<byte> cell, string place, string advice = "")
    {
        if (cell.IsEmpty) return new InputException($"{place}: the cell is empty; every feature needs a finite number.");
        string shown = $"{place}: {CellText.Quote(cell)}";
        if (MissingCell.Is(cell)) return new InputException($"{shown} is a missing value; every feature needs a finite number.");
        if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            string hint = DecimalComma(cell) ? " (write decimals with a point)" : advice;
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
