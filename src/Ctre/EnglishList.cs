namespace Ctre;

/// <summary>Lists of words in a sentence.</summary>
internal static class EnglishList
{
    /// <summary>a, b or c.</summary>
    public static string Join(IReadOnlyList<string> words, string last) => words.Count < 2
        ? string.Concat(words)
        : $"{string.Join(", ", words.Take(words.Count - 1))} {last} {words[^1]}";
}
