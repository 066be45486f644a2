using System.Runtime.InteropServices;
using Ctre.Data.Files;

namespace Ctre.Data.Formats.Arrays;

/// <summary>Reads the numbers of a matrix from a file, row after row or column after column, and passes its rows on.</summary>
internal static class ArrayBody
{
    private const int LongRow = 1 << 20, BandBytes = 1 << 20, MostBandRows = 64;

    /// <summary>Reads a matrix.</summary>
    /// <param name="numbers">Its numbers, rows × columns.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="byColumns">Whether the first column comes first, then the second.</param>
    /// <param name="target">Where the rows go.</param>
    /// <exception cref="InputException">Numbers are missing or not fit for features.</exception>
    public static void Read(NumberStream numbers, int rows, int columns, bool byColumns, ArrayRows target)
    {
        NumberType type = numbers.Type;
        // A row may take memory once its numbers are there.
        if ((!byColumns || rows == 1 || columns == 1) && (numbers.IsCertain || (long)columns * type.Size <= LongRow))
        {
            for (ReadOnlySpan<byte> piece; !(piece = numbers.Next()).IsEmpty;) target.Add(type, piece);
            return;
        }

        ByteBlocks stored = new(numbers.Count * type.Size, numbers.Budget);
        for (ReadOnlySpan<byte> piece; !(piece = numbers.Next()).IsEmpty;) stored.Add(piece);
        if (byColumns) Transpose(stored, type, rows, columns, target);
        else Pass(stored, type, numbers.Count, target);
        stored.Clear();
    }

    private static void Pass(ByteBlocks stored, NumberType type, long count, ArrayRows target)
    {
        var piece = new byte[BandBytes];
        for (long at = 0, left = count * type.Size; left > 0;)
        {
            Span<byte> next = piece.AsSpan(0, (int)Math.Min(left, piece.Length));
            stored.CopyTo(at, next);
            target.Add(type, next);
            at += next.Length;
            left -= next.Length;
        }
    }

    // Bands of rows, so that each column gives a run of neighbors and a band stays in the cache.
    private static void Transpose(ByteBlocks stored, NumberType type, int rows, int columns, ArrayRows target)
    {
        if ((long)columns * type.Size > Array.MaxLength) throw target.Refusal($"a row of {columns} numbers is too long");
        int size = type.Size, most = (int)Math.Clamp(BandBytes / ((long)columns * size), 1, Math.Min(rows, MostBandRows));
        var run = new byte[most * size];
        var band = new byte[most * columns * size];
        for (int first = 0; first < rows; first += most)
        {
            int count = Math.Min(most, rows - first);
            for (int column = 0; column < columns; column++)
            {
                Span<byte> next = run.AsSpan(0, count * size);
                stored.CopyTo((((long)column * rows) + first) * size, next);
                if (size == 1) Spread<byte>(next, band, column, columns);
                else if (size == 2) Spread<ushort>(next, band, column, columns);
                else if (size == 4) Spread<uint>(next, band, column, columns);
                else Spread<ulong>(next, band, column, columns);
            }

            target.Add(type, band.AsSpan(0, count * columns * size));
        }
    }

    private static void Spread<T>(ReadOnlySpan<byte> run, Span<byte> band, int column, int columns) where T : unmanaged
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(run);
        Span<T> to = MemoryMarshal.Cast<byte, T>(band);
        for (int i = 0; i < from.Length; i++) to[(i * columns) + column] = from[i];
    }
}
