using Ctre.Data;

namespace Ctre.Cli;

/// <summary>What a mistyped word was perhaps meant to be.</summary>
internal static class Suggestion
{
    private const int MistypedBy = 2;

    /// <summary><c>: did you mean …?</c>, or just a full stop where no known word is near.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        string[] words = [.. known];
        string? nearest = words.MinBy(candidate => EditDistance.Between(word, candidate));
        if (nearest is not null && EditDistance.Between(word, nearest) > MistypedBy)
        {
            string[] begun = [.. words.Where(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))];
            nearest = begun.Length == 1 && word.Length > 2 ? begun[0] : null;
        }

        return nearest is null ? "." : $": did you mean {nearest}?";
    }
}
