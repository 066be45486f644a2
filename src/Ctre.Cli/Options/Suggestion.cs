namespace Ctre.Cli.Options;

/// <summary>Suggests the known word that is closest to a mistyped one.</summary>
internal static class Suggestion
{
    /// <summary><c>: did you mean …?</c>, or just a full stop where no known word is near.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        string[] words = [.. known];
        return (EditDistance.Nearest(word, words) ?? Begun(word, words)) is { } meant ? $": did you mean {meant}?" : ".";
    }

    private static string? Begun(string word, string[] words)
    {
        string[] begun = [.. words.Where(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))];
        return begun.Length == 1 && word.Length > 2 ? begun[0] : null;
    }
}
