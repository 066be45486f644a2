using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ctre.Data.Formats.Arrays;

/// <summary>
/// The numbers of an array that a file announced, a piece at a time. The announced number is not trusted: it is compared with the length of
/// a plain file, and memory grows with what arrives.
/// </summary>
internal sealed class NumberStream
{
    private const int LargestPiece = 1 << 16;

    private readonly Stream stream;
    private readonly string place;
    private readonly byte[] piece;
    private readonly long bytes;
    private long left;

    /// <summary>Starts before the first number.</summary>
    /// <param name="stream">Where they come from.</param>
    /// <param name="type">How they are stored.</param>
    /// <param name="count">How many, 0 to 2^60.</param>
    /// <param name="place">File and array, for messages.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <exception cref="InputException">The file is too short.</exception>
    public NumberStream(Stream stream, NumberType type, long count, string place, MemoryBudget? budget)
    {
        Budget = budget;
        budget?.Reading(() => $"{place}, after {count - (left / type.Size)} of {count} values");
        this.stream = stream;
        this.place = place;
        (Type, Count) = (type, count);
        left = bytes = count * type.Size;
        if (stream.CanSeek && stream.Length - stream.Position < bytes) throw CutOff(stream.Length - stream.Position);
        piece = new byte[Math.Min(bytes, LargestPiece)];
    }

    public NumberType Type { get; }

    public long Count { get; }

    /// <summary>What is made of the numbers takes its memory from this; null for no limit.</summary>
    public MemoryBudget? Budget { get; }

    /// <summary>Whether the file is known to hold all of the numbers.</summary>
    public bool IsCertain => stream.CanSeek;

    /// <summary>The next complete numbers, in the byte order of this machine; empty after the last. Valid until the next call.</summary>
    /// <exception cref="InputException">The file ends too early.</exception>
    public ReadOnlySpan<byte> Next()
    {
        Span<byte> wanted = piece.AsSpan(0, (int)Math.Min(left, piece.Length));
        int count = stream.ReadAtLeast(wanted, wanted.Length, throwOnEndOfStream: false);
        if (count < wanted.Length) throw CutOff(bytes - left + count);
        left -= count;
        Type.ToNative(wanted);
        return wanted;
    }

    /// <summary>All numbers, such as positions or a few values.</summary>
    public T[] ToArray<T>() where T : unmanaged, INumberBase<T>
    {
        if (Count > Array.MaxLength) throw new InputException($"{place} has {Count} values; at most {Array.MaxLength} are allowed.");
        T[] all = [];
        int used = 0;
        for (ReadOnlySpan<byte> numbers; !(numbers = Next()).IsEmpty;)
        {
            int count = numbers.Length / Type.Size;
            if (used + count > all.Length)
            {
                long before = all.Length, length = Math.Min(Count, Math.Max(2 * before, used + count));
                Budget?.Spend(length * Unsafe.SizeOf<T>());
                Array.Resize(ref all, (int)length);
                Budget?.Release(before * Unsafe.SizeOf<T>());
            }

            Type.Convert(numbers, all.AsSpan(used, count));
            used += count;
        }

        return all;
    }

    private InputException CutOff(long arrived) => new(
        $"{place} is cut off: {Count} values of {Type.Name} ({bytes} bytes) are announced, {arrived} bytes are there.");
}
