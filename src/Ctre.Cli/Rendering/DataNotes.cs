using System.Globalization;
using Ctre.Data;

namespace Ctre.Cli.Rendering;

/// <summary>Reports on stderr how data were read: categories, missing values, categories that a model does not know.</summary>
internal static class DataNotes
{
    private const int Named = 3;

    /// <summary>Notes on data to learn from.</summary>
    public static void Show(LoadedData loaded, Terminal terminal)
    {
        foreach (Dataset part in loaded.Parts)
        {
            foreach (string note in part.Notes) terminal.Note($"{part.Name}: {note}");
            Missing(part, terminal);
        }
    }

    /// <summary>Notes on data for a trained model.</summary>
    public static void Show(Dataset rows, Preprocessing preprocessing, Terminal terminal)
    {
        foreach (string note in rows.Notes) terminal.Note($"{rows.Name}: {note}");
        Missing(rows, terminal);
        Unknown([rows], preprocessing, terminal);
    }

    /// <summary>Categories that no training row has.</summary>
    public static void Unknown(IEnumerable<Dataset> parts, Preprocessing preprocessing, Terminal terminal)
    {
        foreach (Dataset part in parts)
        {
            IReadOnlyList<(FeatureColumn Column, string Category, int Cells)> unknown = preprocessing.UnknownCategories(part);
            if (unknown.Count == 0) continue;
            string some = string.Join(", ", unknown.Take(Named).Select(one =>
                $"'{PlainText.Line(one.Category)}'{(one.Column.Name is { } name ? $" in '{PlainText.Line(name)}'" : "")} ({one.Cells})"));
            string more = unknown.Count > Named ? $" and {unknown.Count - Named} more" : "";
            terminal.Note($"{part.Name}: {Count(unknown.Sum(one => (long)one.Cells), "cell has a category", "cells have categories")} "
                + $"that no training row has, and are encoded as no category: {some}{more}");
        }
    }

    private static void Missing(Dataset part, Terminal terminal)
    {
        if (part.CountMissing() is > 0 and var missing)
        {
            string what = Count(
                missing, "value is missing: the median of the training rows takes its place",
                "values are missing: medians of the training rows (of categories the most frequent) take their place");
            terminal.Note($"{part.Name}: {what}");
        }
    }

    private static string Count(long count, string one, string many) =>
        count == 1 ? $"1 {one}" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} {many}";
}
