using System.IO.Compression;

namespace Ctre.Data.Downloads;

/// <summary>Takes the first rows out of the beginning of a gzip file of lines.</summary>
internal static class FirstRows
{
    private const int BlockSize = 1 << 16;

    /// <summary>Writes the first rows, packed with gzip.</summary>
    /// <param name="start">The beginning of a gzip file, cut off anywhere.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="rows">How many rows to write.</param>
    /// <param name="report">Called with how many bytes have been unpacked.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>How many whole rows were there and are written; fewer than asked for if the beginning holds fewer.</returns>
    public static long Write(string start, string target, long rows, Action<long> report, CancellationToken cancel)
    {
        using FileStream packed = new(start, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        using FileStream file = new(target, FileMode.Create, FileAccess.Write, FileShare.None);
        long found = 0, done = 0;
        using (GZipStream output = new(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = new byte[BlockSize];
            for (int count; found < rows && (count = Read(unpacked, block)) > 0;)
            {
                cancel.ThrowIfCancellationRequested();
                output.Write(block.AsSpan(0, LengthOfRows(block.AsSpan(0, count), rows, ref found)));
                report(done += count);
            }
        }

        file.Flush(flushToDisk: true);
        return found;
    }

    /// <summary>How much of a block belongs to the rows that are wanted.</summary>
    private static int LengthOfRows(ReadOnlySpan<byte> block, long rows, ref long found)
    {
        int end = 0;
        while (found < rows)
        {
            int length = block[end..].IndexOf((byte)'\n') + 1;
            if (length == 0) return block.Length;
            end += length;
            found++;
        }

        return end;
    }

    // Where a gzip file is cut off, its stream ends or says that it is damaged.
    private static int Read(GZipStream unpacked, byte[] block)
    {
        try
        {
            return unpacked.Read(block);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }
}
