namespace Ctre.Cli;

/// <summary>Puts words together.</summary>
internal static class Words
{
    /// <summary>a, b or c.</summary>
    public static string List(IReadOnlyList<string> words, string last) => words.Count < 2
        ? string.Concat(words)
        : $"{string.Join(", ", words.Take(words.Count - 1))} {last} {words[^1]}";
}
