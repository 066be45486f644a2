using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Ctre.Data;

/// <summary>Numbers the different texts of a column in the order in which they first come: labels or categories.</summary>
/// <param name="most">How many different texts are allowed.</param>
internal sealed class NamedTexts(int most)
{
    private const int Longest = 256;

    private readonly List<string> texts = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The texts, by number.</summary>
    public IReadOnlyList<string> Texts => texts;

    /// <summary>The number of a text.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="problem">What is wrong with it if there is no number: too long, no UTF-8, too many others; else null.</param>
    public int Number(ReadOnlySpan<byte> text, out string? problem)
    {
        Span<char> characters = stackalloc char[Longest];
        OperationStatus status = Utf8.ToUtf16(text, characters, out _, out int length, replaceInvalidSequences: false);
        problem = status switch
        {
            OperationStatus.Done => null,
            OperationStatus.DestinationTooSmall => $"is longer than {Longest} characters",
            _ => "is not UTF-8 text",
        };
        if (problem is not null) return -1;
        characters = characters[..length];
        if (lookup.TryGetValue(characters, out int number)) return number;
        if (texts.Count == most)
        {
            problem = $"is one of more than {most} different ones";
            return -1;
        }

        lookup[characters] = texts.Count;
        texts.Add(characters.ToString());
        return texts.Count - 1;
    }

    /// <summary>Texts in numeric order if all of them are finite numbers, else in ordinal order.</summary>
    public static string[] Ordered(IEnumerable<string> texts)
    {
        string[] all = [.. texts.Order(StringComparer.Ordinal)];
        return all.All(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
            ? [.. all.OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture))]
            : all;
    }
}
