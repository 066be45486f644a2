using Ctre.Data.Files;
using Ctre.Data.Known;

namespace Ctre.Data.Formats.Text;

/// <summary>Reads the folders of known sets that are published as text tables.</summary>
internal static class KnownTables
{
    /// <summary>The sets with a table to test on.</summary>
    public static FolderLayout Pairs { get; } = Layout(4, set => set.Table is { Test: not null });

    /// <summary>The sets that are one table.</summary>
    public static FolderLayout Single { get; } = Layout(8, set => set.Table is { Test: null });

    /// <summary>The last rows of a complete set that is one table are its test part, if it has one; some of its rows have none.</summary>
    internal static LoadedData Divide(KnownDataSet set, Dataset data) =>
        set.TestRows > 0 && data.Rows == set.TrainingRows + set.TestRows && data.Sparse is null
            ? new LoadedData(data.Part(0, set.TrainingRows), data.Part(set.TrainingRows, set.TestRows))
            : new LoadedData(data);

    private static FolderLayout Layout(int order, Func<KnownDataSet, bool> belongs)
    {
        KnownDataSet[] sets = [.. KnownDataSets.All.Where(belongs)];
        string files = string.Join(
            ", ", sets.Select(set => $"{set.Table!.Training}{(set.Table.Test is { } test ? " with " + test : "")} ({set.Name})"));
        return new FolderLayout(
            files,
            (folder, name, options) => sets.Select(set => Read(folder, name, set, options)).FirstOrDefault(loaded => loaded is not null))
        {
            Order = order,
        };
    }

    private static LoadedData? Read(string folder, string name, KnownDataSet set, DataSourceOptions options)
    {
        KnownTable table = set.Table!;
        if (GzipName.Find(Path.Combine(folder, table.Training)) is not { } training) return null;
        DataSourceOptions labeled = options with { Label = options.Label ?? table.Label };
        string? test = table.Test is null ? null : GzipName.Find(Path.Combine(folder, table.Test));
        LoadedData loaded = table.Test is null
            ? Divide(set, Part(training))
            : new LoadedData(Part(training), test is null ? null : Part(test));
        return loaded.Select(part => part.Preferring(set.Scaler));

        Dataset Part(string path) => InputFile.Read(path, stream => CsvReader.Read(stream, path, name, labeled));
    }
}
