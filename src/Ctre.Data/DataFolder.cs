using Ctre.Data.Formats;

namespace Ctre.Data;

/// <summary>Reads a folder that holds a data set, in one of the layouts that formats know.</summary>
internal static class DataFolder
{
    /// <summary>Reads a folder.</summary>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="name">What to call the data set; null for the name of the folder or what its files say.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="InputException">It holds no data set, or one that cannot be read.</exception>
    public static LoadedData Read(string folder, string? name, DataSourceOptions options)
    {
        string called = name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        IEnumerable<DataFormat> formats = options.ChosenFormat is { } chosen ? [chosen] : options.Formats;
        try
        {
            foreach (FolderLayout layout in Layouts(formats))
                if (layout.Read(folder, called, options) is { } loaded) return loaded;
            if (formats.Any(format => format.TableExtensions.Count > 0) && TrainTestFiles.Find(folder, options.Formats) is { } files)
                return Tables(files, called, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder} cannot be read: {exception.Message}", exception);
        }

        throw new InputException(
            $"{folder} holds no data set in a known layout: {string.Join(", ", Layouts(options.Formats).Select(layout => layout.Files))}; "
            + "all but archives may end in .gz. For a table, name the file.");
    }

    private static IEnumerable<FolderLayout> Layouts(IEnumerable<DataFormat> formats) =>
        formats.Reverse().SelectMany(format => format.Folders).Distinct().OrderBy(layout => layout.Order);

    private static LoadedData Tables(TrainTestFiles files, string name, DataSourceOptions options)
    {
        // Where the columns are known already, the rows to test on are wanted.
        string first = options.ExpectedColumns is null ? files.Training : files.Test ?? files.Training;
        LoadedData loaded = DataFormats.ReadFile(first, options);
        if (first == files.Test) return new LoadedData(loaded.Training.Called(name));
        options = options with { ExpectedColumns = loaded.Training.Columns, TrainedLabel = loaded.Training.Label };
        if (files.Test is not null) loaded = loaded with { Test = DataFormats.ReadFile(files.Test, options).Training };
        return loaded.Select(part => part.Called(name));
    }
}
