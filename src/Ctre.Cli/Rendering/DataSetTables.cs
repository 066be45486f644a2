using System.Globalization;
using Ctre.Data.Known;
using Spectre.Console;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Rendering;

/// <summary>The known data sets, as a table of 80 columns.</summary>
internal static class DataSetTables
{
    public static void Show(IReadOnlyList<(KnownDataSet Set, string? Folder)> sets, IAnsiConsole console)
    {
        Table table = Tables.Of("name", "train", "test", "feat.", "cl.", "size", "license", "here");
        foreach ((KnownDataSet set, string? folder) in sets)
        {
            table.Add(
                set.Name, Count(set.TrainingRows), set.TestRows > 0 ? Count(set.TestRows) : "–", Count(set.Features),
                set.Classes.ToString(CultureInfo.InvariantCulture), set.DownloadBytes is { } bytes ? Bytes(bytes) : "?",
                set.License ?? "not stated", folder is not null || set.IsBuiltIn ? "yes" : "–");
        }

        console.Write(table);
        foreach ((KnownDataSet set, _) in sets.Where(one => one.Set.IsBuiltIn && one.Folder is null)) console.Line($"built in: {set.Name}");
        foreach (IGrouping<string, string> place in sets.Where(one => one.Folder is not null)
            .GroupBy(one => Path.GetDirectoryName(one.Folder)!, one => one.Set.Name))
            console.Line($"in {place.Key}: {string.Join(", ", place)}");
        console.Line("ctre data get NAME fetches one; --json has citations, files and addresses");
    }
}
