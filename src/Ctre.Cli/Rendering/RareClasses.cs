using Ctre.Data;

namespace Ctre.Cli.Rendering;

/// <summary>Says which classes are too rare to be in every part of a split.</summary>
internal static class RareClasses
{
    private const int Named = 5;

    public static void Note(DataSplit split, Terminal terminal)
    {
        Note(split, split.Validation, "validation", "they are ignored in the choice of the best epoch", terminal);
        Note(split, split.Test, "test", "nothing is measured on them", terminal);
    }

    private static void Note(DataSplit split, DataSlice part, string name, string consequence, Terminal terminal)
    {
        HashSet<int> trained = Classes(split.Training);
        trained.ExceptWith(Classes(part));
        if (trained.Count == 0) return;
        string[] names = [.. trained.Order().Take(Named).Select(c => $"'{split.Training.Data.ClassNames[c]}'")];
        string[] more = trained.Count > Named ? [$"{trained.Count - Named} more"] : [];
        terminal.Note($"no {name} rows of {EnglishList.Join([.. names, .. more], "and")}: {consequence}");
    }

    private static HashSet<int> Classes(DataSlice slice)
    {
        HashSet<int> classes = [];
        foreach (int row in slice.Rows) classes.Add(slice.Data.Labels[row]);
        return classes;
    }
}
