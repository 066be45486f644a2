namespace Ctre;

/// <summary>The edit distance of two words (Levenshtein, 1966).</summary>
internal static class EditDistance
{
    private const int MistypedBy = 2;

    /// <summary>The word that a mistyped one is nearest to; null if none is near.</summary>
    public static string? Nearest(string mistyped, IEnumerable<string> words)
    {
        string? nearest = words.MinBy(word => Between(mistyped, word));
        return nearest is not null && Between(mistyped, nearest) <= MistypedBy ? nearest : null;
    }

    /// <summary>The fewest insertions, deletions and replacements that make one word the other, ignoring case.</summary>
    public static int Between(string first, string second)
    {
        // row[j]: distance of the prefix of first read so far to the prefix of second of length j
        int[] row = [.. Enumerable.Range(0, second.Length + 1)];
        for (int i = 1; i <= first.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(first[i - 1]) == char.ToUpperInvariant(second[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
