using System.Globalization;

namespace Ctre.Data;

/// <summary>
/// How much memory data may take while they are read. What holds rows, labels and texts spends from it before it allocates, so that a file
/// that unpacks to much more than there is room for is refused as soon as the room is used up, not when it has been read.
/// </summary>
/// <param name="bytes">How much may be spent.</param>
internal sealed class MemoryBudget(long bytes)
{
    private long spent;
    private Func<string> place = () => "the data";

    /// <summary>Says where reading is, for the message.</summary>
    /// <param name="where">File, and row or part of it; asked for when the budget is spent.</param>
    public void Reading(Func<string> where) => place = where;

    /// <summary>Takes memory.</summary>
    /// <param name="count">Bytes.</param>
    /// <exception cref="InputException">There is not as much left.</exception>
    public void Spend(long count)
    {
        spent += count;
        if (spent <= bytes) return;
        string allowed = (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture);
        throw new InputException(
            $"{place()}: what was read up to here takes more than the {allowed} MB of memory that data may take; allow more "
            + "(--max-memory), leave columns of a table out (--ignore), or read fewer rows.");
    }

    /// <summary>Gives memory back.</summary>
    /// <param name="count">Bytes that were taken before.</param>
    public void Release(long count) => spent -= count;
}
