using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Ctre.Data;

/// <summary>Numbers the different texts of a column in the order in which they first occur: labels or categories.</summary>
/// <param name="most">How many different texts are allowed.</param>
/// <param name="budget">What their memory is taken from; null for no limit.</param>
internal sealed class NamedTexts(int most, MemoryBudget? budget = null)
{
    private const int Longest = 256, None = -1;

    // What a text takes besides its characters: an object, and its places in a list and a table that double.
    private const int TextBytes = 112;

    private readonly List<string> texts = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The texts, by number.</summary>
    public IReadOnlyList<string> Texts => texts;

    /// <summary>The number of a text, a new one if it has none yet.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="problem">What is wrong with it if there is no number: too long, no UTF-8, too many others; else null.</param>
    public int Number(ReadOnlySpan<byte> text, out string? problem)
    {
        int number = Find(text, stackalloc char[Longest], out ReadOnlySpan<char> characters, out problem);
        if (number >= 0 || problem is not null) return number;
        if (texts.Count == most)
        {
            problem = $"is one of more than {most} different ones";
            return None;
        }

        budget?.Spend(TextBytes + sizeof(char) * characters.Length);
        string kept = characters.ToString();
        lookup.Dictionary.Add(kept, texts.Count);
        texts.Add(kept);
        return texts.Count - 1;
    }

    /// <summary>Whether a text has a number.</summary>
    /// <param name="text">UTF-8.</param>
    public bool Knows(ReadOnlySpan<byte> text) => Find(text, stackalloc char[Longest], out _, out _) >= 0;

    private int Find(ReadOnlySpan<byte> text, Span<char> space, out ReadOnlySpan<char> characters, out string? problem)
    {
        OperationStatus status = Utf8.ToUtf16(text, space, out _, out int length, replaceInvalidSequences: false);
        problem = status switch
        {
            OperationStatus.Done => null,
            OperationStatus.DestinationTooSmall => $"is longer than {Longest} characters",
            _ => "is not UTF-8 text",
        };
        characters = space[..length];
        return problem is null && lookup.TryGetValue(characters, out int number) ? number : None;
    }

    /// <summary>Texts in numeric order if all of them are finite numbers, else in ordinal order.</summary>
    public static string[] Ordered(IEnumerable<string> texts)
    {
        string[] all = [.. texts.Order(StringComparer.Ordinal)];
        return all.All(IsFinite)
            ? [.. all.OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture))]
            : all;

        static bool IsFinite(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
    }
}
