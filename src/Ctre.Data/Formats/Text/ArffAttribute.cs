using System.Text;

namespace Ctre.Data.Formats.Text;

/// <summary>One attribute that an ARFF file declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">The values that are allowed; null for numbers and free texts.</param>
/// <param name="IsText">Whether it holds texts instead of numbers.</param>
internal sealed record ArffAttribute(string Name, NamedTexts? Values, bool IsText)
{
    // An attribute takes so much besides its texts.
    private const int MostValues = 65_536, Bytes = 256;

    /// <summary>Whether it holds categories: texts of a list, or free ones.</summary>
    public bool IsCategories => IsText || Values is not null;

    /// <summary>Reads what follows <c>@attribute</c>.</summary>
    /// <param name="line">Name and type.</param>
    /// <param name="place">File and row, for messages.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <exception cref="InputException">This declares no attribute that can be a column.</exception>
    public static ArffAttribute Read(ReadOnlySpan<byte> line, string place, MemoryBudget? budget)
    {
        budget?.Spend(Bytes);
        List<byte> word = [];
        if (!ArffText.TryWord(ref line, "{"u8, word) || word.Count == 0)
            throw new InputException($"{place}: @attribute needs a name and a type, such as: @attribute width numeric.");
        string name = Encoding.UTF8.GetString([.. word]);
        line = line.Trim(" \t"u8);
        if (!line.IsEmpty && line[0] == '{') return new ArffAttribute(name, List(line, name, place, budget), IsText: false);
        if (!ArffText.TryWord(ref line, ""u8, word)) word.Clear();
        string type = Encoding.UTF8.GetString([.. word]).ToLowerInvariant();
        return type switch
        {
            "numeric" or "real" or "integer" => new ArffAttribute(name, null, IsText: false),
            "string" or "date" => new ArffAttribute(name, null, IsText: true),
            _ => throw new InputException(
                $"{place}: the attribute {CellText.Quote(name)} has the type {CellText.Quote(type)}; known are numeric, real, integer, "
                + "string, date and a list of values in braces."),
        };
    }

    private static NamedTexts List(ReadOnlySpan<byte> line, string name, string place, MemoryBudget? budget)
    {
        string called = $"{place}: the values of the attribute {CellText.Quote(name)}";
        if (line[^1] != '}') throw new InputException($"{called} have no closing brace.");
        NamedTexts values = new(MostValues, budget);
        string? problem = null;
        string? wrong = ArffText.Values(line[1..^1], value =>
        {
            if (value.Count > 0 && problem is null) values.Number(value.ToArray(), out problem);
        });
        if (wrong is not null) throw new InputException($"{called}: {wrong}.");
        if (problem is not null) throw new InputException($"{called}: one of them {problem}.");
        return values;
    }
}
